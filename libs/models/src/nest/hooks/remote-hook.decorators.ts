import { hookMethod } from './hook-methods.js';

/**
 * A method that runs before remote methods over REST whose name fits: it gets the context, whose `args` it may change.
 *
 * @param pattern - `create`, `prototype.patchAttributes`; `*` stands for one segment, `**` for any number
 */
export function BeforeRemote(pattern: string): MethodDecorator {
  return hookMethod({ kind: 'remoteHook', phase: 'before', pattern });
}

/** The same after those that have succeeded; it gets the context, whose `result` it may change, and the result. */
export function AfterRemote(pattern: string): MethodDecorator {
  return hookMethod({ kind: 'remoteHook', phase: 'after', pattern });
}

/** The same after those that have failed; it may change `context.error`, or throw another one. */
export function AfterRemoteError(pattern: string): MethodDecorator {
  return hookMethod({ kind: 'remoteHook', phase: 'afterError', pattern });
}
