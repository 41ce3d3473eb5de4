import type { Callback } from '../../model/callback.js';
import type { AnyModel } from '../../model/model.js';
import { NestedTransactionError } from './nested-transaction.error.js';
import type { Transaction } from './transaction.js';

/** The models of a data source by name, bound to a transaction. */
export type TransactionModels = Readonly<Record<string, AnyModel>>;

/** What `dataSource.transaction()` gives: the models bound to one transaction, and its end. */
export class DataSourceTransaction {
  readonly isTransaction = true;

  constructor(
    readonly currentTransaction: Transaction,
    readonly models: TransactionModels,
  ) {}

  commit(callback?: Callback<void>): Promise<void> {
    return this.currentTransaction.commit(callback);
  }

  rollback(callback?: Callback<void>): Promise<void> {
    return this.currentTransaction.rollback(callback);
  }

  /** Transactions cannot be nested: it throws. */
  transaction(): never {
    throw new NestedTransactionError();
  }
}
