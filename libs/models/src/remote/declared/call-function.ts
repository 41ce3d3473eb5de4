import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { isPromise } from '../../model/is-promise.js';

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
    let isAnswered = false;
    const stop = whenAnswered(res, () => {
      isAnswered = true;
      resolve(ANSWERED);
    });
    const done = (error: unknown, ...values: unknown[]) => {
      stop();
      if (isAnswered) values.forEach(discard);
      if (isMissing(error)) resolve(values);
      else reject(error as Error);
    };
    const keep = (value: unknown) => done(null, ...valuesOf(value, count));
    const returned = fn.apply(self, [...parameters, done]);
    if (isPromise(returned))
      returned.then(keep, (error: unknown) => done(error ?? new Error('The promise was rejected')));
  });
}

/** Closes a stream that nobody will read. */
export function discard(value: unknown): void {
  if (value instanceof Readable) value.destroy();
}

/** The values of a promise: with several expected, it is of a list of them. */
export function valuesOf(value: unknown, count: number): readonly unknown[] {
  return count > 1 && Array.isArray(value) ? (value as unknown[]) : [value];
}

/** Calls back once the request is answered; the function that is returned ends that. A client that goes is no answer. */
export function whenAnswered(res: ServerResponse, answered: () => void): () => void {
  const closed = () => {
    if (res.headersSent) answered();
  };
  res.once('finish', answered);
  res.once('close', closed);
  return () => {
    res.off('finish', answered);
    res.off('close', closed);
  };
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
