import type { Callback } from './callback.js';

/** All beginnings of a list of arguments. */
type Beginnings<A extends readonly unknown[]> = A extends readonly [infer First, ...infer Rest]
  ? [] | [First, ...Beginnings<Rest>]
  : [];

/**
 * A call of the Node API: a promise without a callback; with one at the end, nothing. What is optional may be left out before
 * the callback, too.
 */
export interface NodeCall<
  Needed extends readonly unknown[],
  Optional extends readonly unknown[],
  Result,
  Done = Callback<Result>,
> {
  (...parameters: [...Needed, ...Beginnings<Optional>, callback: Done]): void;
  // Last, so that `ReturnType` and messages of the compiler are about promises.
  (...parameters: [...Needed, ...Partial<Optional>]): Promise<Result>;
}
