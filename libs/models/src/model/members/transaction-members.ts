import { NestedTransactionError } from '../../datasource/transaction/nested-transaction.error.js';
import { Transaction } from '../../datasource/transaction/transaction.js';
import type { TransactionOptions } from '../../datasource/transaction/transaction-options.js';
import { type Callback, settle, splitCallback } from '../callback.js';
import type { ModelCore } from '../model-core.js';
import { RemoteMembers } from './remote-members.js';

/** What a model class does with transactions. */
export abstract class TransactionMembers extends RemoteMembers {
  /** The isolation levels by name: `Model.Transaction.READ_COMMITTED`. */
  static readonly Transaction = Transaction;

  /** Begins a transaction on the model's data source: of options, or of just the isolation level. */
  static beginTransaction(...parameters: [] | [options: TransactionOptions | string | undefined]): Promise<Transaction>;
  static beginTransaction(callback: Callback<Transaction>): void;
  static beginTransaction(options: TransactionOptions | string | undefined, callback: Callback<Transaction>): void;
  static beginTransaction(...parameters: unknown[]): Promise<Transaction> | undefined {
    const { values, callback } = splitCallback<Transaction>(parameters);
    return settle(begin(this.core, values[0] as TransactionOptions | string | undefined), callback);
  }
}

async function begin(core: ModelCore, options: TransactionOptions | string | undefined): Promise<Transaction> {
  if (core.transaction !== undefined) throw new NestedTransactionError();
  return core.requireDataSource('beginTransaction').beginTransaction(options);
}
