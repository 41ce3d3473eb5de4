import { InactiveTransactionError } from '../../datasource/inactive-transaction.error.js';
import { Transaction } from '../../datasource/transaction/transaction.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from './operation-options.js';

/**
 * The options of a call: those that were given, and the transaction that the class is bound to.
 *
 * @throws InactiveTransactionError for a transaction that has ended, before anything is done
 */
export function callOptions(core: ModelCore, given: unknown): OperationOptions {
  const asked = (given ?? {}) as OperationOptions;
  // `null` stands for none, as in code that passes on what it has not got.
  const isMissing = (asked.transaction ?? undefined) === undefined;
  const isToChange = isMissing && asked.transaction !== core.transaction;
  const options = isToChange ? { ...asked, transaction: core.transaction } : asked;
  const { transaction } = options;
  if (transaction instanceof Transaction && !transaction.isActive()) throw new InactiveTransactionError(transaction.id);
  return options;
}
