import type { ServerResponse } from 'node:http';

/** A method answered the request by itself, and did not call back. */
export const ANSWERED: unique symbol = Symbol('answered');

/**
 * Calls a function of an application's with a callback behind its arguments, and gives the values that it calls back with, or
 * that its promise is kept with: the first counts. One that answers by itself need not do either.
 *
 * @param count - how many values are expected: with several, a promise is of a list of them
 */
export function callFunction(
  fn: (...parameters: unknown[]) => unknown,
  self: unknown,
  parameters: readonly unknown[],
  count: number,
  res: ServerResponse,
): Promise<readonly unknown[] | typeof ANSWERED> {
  return new Promise((resolve, reject) => {
    const stop = whenAnswered(res, () => resolve(ANSWERED));
    const done = (error: unknown, ...values: unknown[]) => {
      stop();
      if (isMissing(error)) resolve(values);
      else reject(error as Error);
    };
    const keep = (value: unknown) => done(null, ...valuesOf(value, count));
    const returned = fn.apply(self, [...parameters, done]);
    if (isPromise(returned))
      returned.then(keep, (error: unknown) => done(error ?? new Error('The promise was rejected')));
  });
}

/** The values of a promise: with several expected, it is of a list of them. */
export function valuesOf(value: unknown, count: number): readonly unknown[] {
  return count > 1 && Array.isArray(value) ? (value as unknown[]) : [value];
}

/** Calls back once the answer is finished, or its connection has gone; the function that is returned ends that. */
export function whenAnswered(res: ServerResponse, answered: () => void): () => void {
  const stop = () => {
    res.off('finish', answered);
    res.off('close', answered);
  };
  res.once('finish', answered);
  res.once('close', answered);
  return stop;
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
