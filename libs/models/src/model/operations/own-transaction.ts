import { Transaction } from '../../datasource/transaction/transaction.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from './operation-options.js';

const OUTER: unique symbol = Symbol('the transaction of another data source that a relation was loaded in');

/**
 * The options by which a relation is loaded from a model that may be in another data source than the one that leads to it:
 * the transaction belongs to one of them, and counts for that one only, also where a relation leads back to it.
 */
export function withOwnTransaction({ dataSource }: ModelCore, options: OperationOptions): OperationOptions {
  const transaction = options.transaction ?? (options[OUTER] as OperationOptions['transaction']);
  if (!(transaction instanceof Transaction) || dataSource === undefined) return options;
  if (!transaction.isOf(dataSource)) return { ...options, transaction: undefined, [OUTER]: transaction };
  return options.transaction === transaction ? options : { ...options, transaction };
}
