import { orCallback } from '../tokens/or-callback.js';

/**
 * A method of the Node API: it takes a callback behind its arguments, or gives a promise.
 *
 * @param needed - how many arguments come before the callback in any case
 */
export function nodeMethod<Self>(
  needed: number,
  run: (self: Self, ...values: never[]) => unknown,
): (this: Self, ...parameters: unknown[]) => Promise<unknown> | undefined {
  return function (this: Self, ...parameters: unknown[]) {
    const last = parameters.findLastIndex((parameter) => parameter !== undefined);
    const candidate = last < needed ? undefined : parameters[last];
    const isCallback = typeof candidate === 'function';
    const values = isCallback ? parameters.slice(0, last) : parameters;
    const running = (async () => run(this, ...(values as never[])))();
    return orCallback(running, isCallback ? (candidate as (error: unknown, value?: unknown) => void) : undefined);
  };
}
