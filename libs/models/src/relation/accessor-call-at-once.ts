import { settle, splitCallback } from '../model/callback.js';
import { startCall } from './accessor-call.js';
import type { OperationOptions } from '../model/operations/operation-options.js';

type Values = readonly unknown[];

/**
 * A function of an accessor for what is kept in the instance itself: without a callback it answers at once, and stores
 * nothing; with one it answers later, and stores where there is something to store.
 */
export function accessorCallAtOnce(
  owner: object,
  arity: number,
  answer: (values: Values) => unknown,
  store: (values: Values, options: OperationOptions) => Promise<unknown> = (values) => Promise.resolve(answer(values)),
): (...parameters: unknown[]) => unknown {
  return (...parameters) => {
    const { values, callback } = splitCallback(parameters);
    return callback === undefined ? answer(values) : settle(startCall(store, owner, values, values[arity]), callback);
  };
}
