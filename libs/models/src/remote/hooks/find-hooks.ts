import {
  compareRanks,
  type RankedHook,
  type RemoteHook,
  type RemoteHookPhase,
} from '../../model/remoting/remote-hooks.js';
import type { RemoteCall } from '../remote-call.js';

/** A remote hook that belongs to a call, and how it is called. */
export interface CallHook {
  readonly hook: RemoteHook;
  /** Hooks of a model get the result as their second argument; those of the application do not. */
  readonly of: 'model' | 'application';
}

/** Whether there are hooks at all that a call might have. */
export function mayHaveHooks({ model, method }: RemoteCall): boolean {
  const { remoting, application } = model.core;
  return (
    remoting.hooks.size > 0 ||
    (application?.remoteHooks.size ?? 0) > 0 ||
    (method.inner?.hooks === true && method.inner.model.core.remoting.hooks.size > 0)
  );
}

/** The hooks of a call: of its model, for a nested method those of the method below it, and those of the application. */
export function findHooks({ model, method }: RemoteCall, phase: RemoteHookPhase): readonly CallHook[] {
  const { remoting, application } = model.core;
  const { inner } = method;
  const own = remoting.hooks.of(phase, method.name);
  const below = inner?.hooks === true ? inner.model.core.remoting.hooks.of(phase, inner.method.name) : [];
  const all = application?.remoteHooks.of(phase, `${model.modelName}.${method.name}`) ?? [];
  if (all.length === 0) return [...own, ...below].map(({ hook }) => ({ hook, of: 'model' }));
  const ranked = [...[...own, ...below].map(ofModel), ...all.map((each) => ({ ...each, of: 'application' as const }))];
  return ranked.toSorted((a, b) => compareRanks(a.rank, b.rank));
}

// A model's patterns are those of the application without the model's name.
function ofModel({ hook, rank }: RankedHook) {
  return { hook, rank: `0${rank}`, of: 'model' as const };
}
