import { isPromise } from '../../model/is-promise.js';
import type { RemoteHookPhase } from '../../model/remoting/remote-hooks.js';
import { ANSWERED, whenAnswered } from '../declared/call-function.js';
import type { RemoteCall } from '../remote-call.js';
import { type CallHook, findHooks } from './find-hooks.js';
import { contextOf, type RemoteContext } from './remote-context.js';

/** Runs the hooks of a phase one after the other; {@link ANSWERED} where one of them has answered the request by itself. */
export async function runHooks(call: RemoteCall, phase: RemoteHookPhase): Promise<typeof ANSWERED | undefined> {
  const context = contextOf(call);
  for (const hook of findHooks(call, phase)) {
    if ((await runHook(hook, phase, context)) === ANSWERED) return ANSWERED;
  }
  return undefined;
}

/** Calls a function `(context, next)` or `(context, result, next)`, or one that returns a promise: the first to happen counts. */
function runHook(
  { hook, of }: CallHook,
  phase: RemoteHookPhase,
  context: RemoteContext,
): Promise<typeof ANSWERED | undefined> {
  const hasResult = of === 'model' && phase !== 'afterError';
  return callHook(hook as never, hasResult ? [context, context.result] : [context], context);
}

/** The same for any function of an application's that is called with a callback behind its arguments. */
export function callHook(
  hook: (...parameters: unknown[]) => unknown,
  parameters: readonly unknown[],
  { res }: RemoteContext,
): Promise<typeof ANSWERED | undefined> {
  return new Promise((resolve, reject) => {
    const stop = whenAnswered(res, () => resolve(ANSWERED));
    const next = (error?: unknown) => {
      stop();
      if (error === undefined || error === null) resolve(undefined);
      else reject(error as Error);
    };
    const returned = hook(...parameters, next);
    if (isPromise(returned)) {
      returned.then(
        () => next(),
        (error: unknown) => next(error ?? new Error('The hook was rejected')),
      );
    } else if (hook.length <= parameters.length) {
      // One that takes no callback, and gives no promise, is done.
      next();
    }
  });
}
