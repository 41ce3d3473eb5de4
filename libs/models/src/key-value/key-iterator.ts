import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Callback, settle } from '../model/callback.js';

/** Gives keys one by one: `next()` ends with `undefined`. It can also be walked through with `for await`. */
export interface KeyIterator extends AsyncIterable<string> {
  next(callback: Callback<string>): void;
  next(): Promise<string | undefined>;
}

/** Milliseconds for which keys are compared before others have their turn. */
const TURN = 10;

export function keyIterator(keys: AsyncGenerator<string>): KeyIterator {
  const next = (callback?: Callback<string>): unknown =>
    settle(
      keys.next().then(({ value, done }) => (done === true ? undefined : value)),
      callback as Callback<string | undefined> | undefined,
    );
  return { next: next as KeyIterator['next'], [Symbol.asyncIterator]: () => keys };
}

/** The keys that match. Comparing very many of them does not hold up the process. */
export async function* matchingKeys(
  keys: AsyncIterable<string>,
  isMatch: (key: string) => boolean,
): AsyncGenerator<string> {
  let began = performance.now();
  for await (const key of keys) {
    if (isMatch(key)) yield key;
    if (performance.now() - began < TURN) continue;
    await nextTurn();
    began = performance.now();
  }
}
