import { settle, splitCallback } from '../model/callback.js';
import type { AnyModel } from '../model/model.js';
import { callOptions } from '../model/operations/call-options.js';
import type { OperationOptions } from '../model/operations/operation-options.js';

type Operation<T> = (values: readonly unknown[], options: OperationOptions) => Promise<T>;

/** The options of a call on an instance: with the transaction that its class is bound to. */
function ownerOptions(owner: object, given: unknown): OperationOptions {
  return callOptions((owner.constructor as AnyModel).core, given);
}

/** A function of an accessor: `arity` arguments, options, and a callback; without a callback it returns a promise. */
export function accessorCall(
  owner: object,
  arity: number,
  operation: Operation<unknown>,
): (...parameters: unknown[]) => Promise<unknown> {
  return (...parameters) => {
    const { values, callback } = splitCallback(parameters);
    return settle(startCall(operation, owner, values, values[arity]), callback);
  };
}

// What is refused at once is a rejection, too.
export async function startCall<T>(
  operation: Operation<T>,
  owner: object,
  values: readonly unknown[],
  given: unknown,
): Promise<T> {
  return operation(values, ownerOptions(owner, given));
}
