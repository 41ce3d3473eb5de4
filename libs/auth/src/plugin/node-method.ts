import { settle, splitCallback } from '@loopnest/models';

/**
 * A method of the Node API: it takes a callback behind its arguments, or gives a promise.
 *
 * @param needed - how many arguments come before the callback in any case
 */
export function nodeMethod<Self>(
  needed: number,
  run: (self: Self, ...values: never[]) => unknown,
): (this: Self, ...parameters: unknown[]) => Promise<unknown> {
  return function (this: Self, ...parameters: unknown[]) {
    const { values, callback } = splitCallback<unknown>(parameters.slice(needed));
    const running = (async () => run(this, ...([...parameters.slice(0, needed), ...values] as never[])))();
    return settle(running, callback);
  };
}
