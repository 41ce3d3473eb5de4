import type { OperationOptions } from '../model/operations/operation-options.js';

/** The options of calls of our own within a call: its transaction, and no hooks, checks or limits. */
export function internal({ transaction }: OperationOptions): OperationOptions {
  const own = { validate: false, notify: false, trustsQuery: true };
  return transaction === undefined ? own : { ...own, transaction };
}
