/** A callback of the Node API: the error, or `null` and the result. */
export type Callback<T> = (error: unknown, result?: T) => void;

/**
 * Ends a call of the Node API. With a callback it is called once, later than the call, and what it throws is not swallowed;
 * without a result there is no second argument, as in LoopBack (conversation "node-relations"). Without a callback the promise is
 * returned.
 */
export function settle<T>(promise: Promise<T>, callback: Callback<T> | undefined): Promise<T> {
  if (typeof callback !== 'function') return promise;
  promise.then(
    (result) => (result === undefined ? process.nextTick(callback, null) : process.nextTick(callback, null, result)),
    (error: unknown) => process.nextTick(callback, error),
  );
  // Not even a promise of nothing: what gets it from an application's function would take it for the result.
  return undefined as unknown as Promise<T>;
}

/** Divides the arguments of a call into those before the callback, and the callback. */
export function splitCallback<T>(parameters: readonly unknown[]): {
  values: unknown[];
  callback: Callback<T> | undefined;
} {
  const last = parameters.findLastIndex((parameter) => parameter !== undefined);
  const candidate = last < 0 ? undefined : parameters[last];
  return typeof candidate === 'function'
    ? { values: parameters.slice(0, last), callback: candidate as Callback<T> }
    : { values: [...parameters], callback: undefined };
}
