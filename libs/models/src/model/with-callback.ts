import { isPromise } from './is-promise.js';

/**
 * Calls a function of an application with a callback after its arguments, and gives what it calls back, or what its promise
 * gives where it does not care for the callback.
 */
export function withCallback(
  call: (...parameters: unknown[]) => unknown,
  self: unknown,
  parameters: readonly unknown[],
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const callback = (error: unknown, result: unknown) => {
      if (error === undefined || error === null) resolve(result);
      else reject(error as Error);
    };
    const returned = call.apply(self, [...parameters, callback]);
    if (!isPromise(returned)) return;
    const takesCallback = call.length > parameters.length;
    returned.then((result) => {
      // An async function that hands the callback on has no result of its own.
      if (result !== undefined || !takesCallback) resolve(result);
    }, reject);
  });
}
