import { type Callback, settle } from '../../model/callback.js';
import type { ModelClass } from '../../model/model-class.js';
import { NestedTransactionError } from './nested-transaction.error.js';
import type { Transaction } from './transaction.js';

/** The data of models, by their names: `{ Account: { id: number; owner: string } }`. */
export type DataByModel = Readonly<Record<string, object>>;

/** The models of a data source by name, bound to a transaction. */
export type TransactionModels<Data extends DataByModel = Record<string, Record<string, unknown>>> = {
  readonly [Name in keyof Data]: ModelClass<Data[Name]>;
};

/** What `dataSource.transaction()` gives: the models bound to one transaction, and its end. */
export class DataSourceTransaction {
  readonly isTransaction = true;

  constructor(
    readonly currentTransaction: Transaction,
    readonly models: TransactionModels,
  ) {}

  commit(callback: Callback<void>): void;
  commit(): Promise<void>;
  commit(callback?: Callback<void>): Promise<void> {
    return settle(this.currentTransaction.commit(), callback);
  }

  rollback(callback: Callback<void>): void;
  rollback(): Promise<void>;
  rollback(callback?: Callback<void>): Promise<void> {
    return settle(this.currentTransaction.rollback(), callback);
  }

  /** Transactions cannot be nested: it throws. */
  transaction(): never {
    throw new NestedTransactionError();
  }
}
