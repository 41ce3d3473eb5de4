/** Gives a promise, or hands what becomes of it to a callback. What the callback throws is not its own error. */
export function orCallback<T>(
  promise: Promise<T>,
  callback: ((error: unknown, value?: NonNullable<T>) => void) | undefined,
): Promise<T> | undefined {
  if (typeof callback !== 'function') return promise;
  const later = (call: () => void) => void setImmediate(call);
  promise.then(
    (value) => later(() => callback(null, value ?? undefined)),
    (error: unknown) => later(() => callback(error)),
  );
  return undefined;
}
