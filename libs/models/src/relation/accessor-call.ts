import { settle, splitCallback } from '../model/callback.js';
import type { OperationOptions } from '../model/operations/operation-options.js';

type Operation = (values: readonly unknown[], options: OperationOptions) => Promise<unknown>;

/** A function of an accessor: `arity` arguments, options, and a callback; without a callback it returns a promise. */
export function accessorCall(arity: number, operation: Operation): (...parameters: unknown[]) => Promise<unknown> {
  return (...parameters) => {
    const { values, callback } = splitCallback(parameters);
    const options = (values[arity] ?? {}) as OperationOptions;
    return settle(start(operation, values, options), callback);
  };
}

// What is refused at once is a rejection, too.
async function start(operation: Operation, values: readonly unknown[], options: OperationOptions): Promise<unknown> {
  return operation(values, options);
}
