import { LoopnestError } from '../../errors/loopnest.error.js';
import { assignValues, instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { announce } from './announce.js';
import { OperationHooks } from './hooks.js';
import { idText } from './id-clause.js';
import type { OperationOptions } from './operation-options.js';
import { ownIdText, ownWhere, update } from './patch.js';
import { bothWheres, defaultScope, scopeValues } from './scope.js';

/** `replaceById`: everything but the id is overwritten; what is not given becomes its default, or null. */
export async function replaceById(
  core: ModelCore,
  id: unknown,
  data: Readonly<Record<string, unknown>>,
  options: OperationOptions,
): Promise<object> {
  const { idName } = core.schema;
  if (idName === undefined) throw new LoopnestError(500, `Model ${core.schema.name} has no id`);
  const given = data[idName];
  if (given !== undefined && given !== null && idText(given) !== idText(id)) {
    throw new LoopnestError(400, `id property (${idName}) cannot be updated from ${idText(id)} to ${idText(given)}`);
  }
  const instance: object = new core.model({ ...data, [idName]: id });
  return replace(core, instance, options, { isNewInstance: false }, () => new ReplaceNotFoundError(id));
}

/** What hooks are told of a replacement: nothing of `isNewInstance` where an instance is saved. */
export type ReplaceContext = { readonly isNewInstance?: false };

/**
 * Replaces what is stored of an instance with the whole of it.
 *
 * @param missing - makes the error where nothing is stored
 */
export async function replace(
  core: ModelCore,
  instance: object,
  options: OperationOptions,
  known: ReplaceContext,
  missing: () => Error = () => new ReplaceNotFoundError(ownIdText(core, instance)),
): Promise<object> {
  const hooks = new OperationHooks(core, options);
  const scope = defaultScope(core);
  if (scope !== undefined) assignValues(instance, core, scopeValues(scope));
  if (hooks.has('before save')) await hooks.notify('before save', { instance, ...known });
  const checking = validates(core, options.validate)
    ? validateInstance(instance, core, { isNew: false, options })
    : undefined;
  if (checking !== undefined) await checking;
  const state = instanceState(instance);
  const where = ownWhere(core, instance);
  let written: Record<string, unknown> = { ...state.data };
  if (hooks.has('persist')) {
    written =
      (await hooks.notify('persist', { data: written, where, currentInstance: instance, ...known })).data ?? written;
    assignValues(instance, core, written);
  }
  const { unset } = state;
  const stored = bothWheres(scope?.where, where);
  if (unset === undefined) await update(core, written, stored, options, missing, 'replace');
  else await update(core, withoutUnset(core, written, unset), stored, options, missing);
  state.persisted = true;
  if (hooks.has('loaded')) {
    const context = await hooks.notify('loaded', { data: written, ...known });
    assignValues(instance, core, context.data ?? {});
  }
  if (options.notify !== false && hooks.has('after save')) await hooks.notify('after save', { instance, ...known });
  announce(core, { kind: 'update', instance });
  return instance;
}

// All of an instance but what was taken out of it and has no value since.
function withoutUnset(
  core: ModelCore,
  data: Readonly<Record<string, unknown>>,
  unset: ReadonlySet<string>,
): Record<string, unknown> {
  const names = [...core.schema.properties.keys()].filter((name) => data[name] !== undefined || !unset.has(name));
  return Object.fromEntries(names.map((name) => [name, data[name] ?? null]));
}

/** What is to be replaced is not there: 404. */
export class ReplaceNotFoundError extends LoopnestError {
  constructor(id: unknown) {
    super(404, `Could not replace. Object with id ${idText(id)} does not exist!`, { hasStatus: true });
  }
}
