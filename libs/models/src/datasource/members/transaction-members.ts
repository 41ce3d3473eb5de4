import { AsyncLocalStorage } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { boundModels } from '../../model/bound/bound-models.js';
import { type Callback, settle, splitCallback } from '../../model/callback.js';
import type { AnyModel } from '../../model/model.js';
import type { Executor } from '../executor.js';
import {
  type DataByModel,
  DataSourceTransaction,
  type TransactionModels,
} from '../transaction/data-source-transaction.js';
import { NestedTransactionError } from '../transaction/nested-transaction.error.js';
import { runInTransaction, type TransactionTask } from '../transaction/run-in-transaction.js';
import { Transaction } from '../transaction/transaction.js';
import { parseTransactionOptions, type TransactionOptions } from '../transaction/transaction-options.js';

/** What a data source does with transactions. */
export abstract class TransactionMembers extends EventEmitter {
  readonly #open = new Set<Transaction>();
  readonly #beginning = new Set<Promise<Transaction>>();
  /** The transaction of the function of {@link transaction} that runs. */
  readonly #inside = new AsyncLocalStorage<Transaction>();

  abstract readonly name: string;
  abstract get executor(): Executor;
  abstract ready(): Promise<void> | undefined;
  abstract get models(): Readonly<Record<string, AnyModel>>;
  protected abstract warn(text: string): void;

  /** Begins a transaction on a connection of its own: of options, or of just the isolation level. */
  beginTransaction(...parameters: [] | [options: TransactionOptions | string | undefined]): Promise<Transaction>;
  beginTransaction(callback: Callback<Transaction>): void;
  beginTransaction(options: TransactionOptions | string | undefined, callback: Callback<Transaction>): void;
  beginTransaction(...parameters: unknown[]): Promise<Transaction> | undefined {
    const { values, callback } = splitCallback<Transaction>(parameters);
    return settle(this.#begin(values[0]), callback);
  }

  /**
   * Runs a function with models that are bound to a transaction: committed when its promise is kept, or it calls `done`,
   * rolled back when it fails. Without a function, a promise of the bound models with `commit` and `rollback`.
   *
   * @example
   * await dataSource.transaction(async (models) => {
   *   await models.Account.create({ owner: 'Ada' });
   * }, { timeout: 5000 });
   */
  transaction(): Promise<DataSourceTransaction>;
  transaction(task: null | undefined, options?: TransactionOptions): Promise<DataSourceTransaction>;
  transaction<Data extends DataByModel = Record<string, Record<string, unknown>>>(
    task: TransactionTask<Data>,
    options?: TransactionOptions,
  ): Promise<void>;
  transaction<Data extends DataByModel = Record<string, Record<string, unknown>>>(
    task: TransactionTask<Data>,
    options: TransactionOptions | undefined,
    callback: Callback<void>,
  ): void;
  transaction(task?: TransactionTask<never> | null, ...parameters: unknown[]): Promise<unknown> {
    const { values, callback } = splitCallback(parameters);
    const run = typeof task === 'function' ? this.#run(task as TransactionTask, values[0]) : this.#bound(values[0]);
    return settle<unknown>(run, callback);
  }

  /** Rolls back what is still open, and what waits for a connection. */
  protected async endTransactions(): Promise<void> {
    for (;;) {
      const open = [...this.#open].filter((transaction) => transaction.isActive());
      if (open.length + this.#beginning.size === 0) return;
      await Promise.all(open.map((transaction) => transaction.abandon()));
      // The next one gets the connection of one that has ended.
      if (this.#beginning.size > 0) await Promise.race(this.#beginning).catch(() => undefined);
    }
  }

  async #begin(options: unknown): Promise<Transaction> {
    const beginning = this.#openOne(options);
    this.#beginning.add(beginning);
    try {
      return await beginning;
    } finally {
      this.#beginning.delete(beginning);
    }
  }

  async #openOne(options: unknown): Promise<Transaction> {
    const { isolationLevel, timeout } = parseTransactionOptions(options);
    // Tables that are made when they are first needed could not be made while the transaction is open.
    await this.ready();
    const connection = await this.executor.begin(isolationLevel, { interruptible: timeout !== undefined });
    const transaction = new Transaction(connection, {
      dataSource: this,
      timeout,
      warn: (text) => this.warn(`Data source "${this.name}": ${text}`),
      ended: () => this.#open.delete(transaction),
    });
    this.#open.add(transaction);
    return transaction;
  }

  async #bound(options: unknown): Promise<DataSourceTransaction> {
    // On SQLite the inner one would wait for the outer one.
    if (this.#inside.getStore()?.isActive() === true) throw new NestedTransactionError();
    const transaction = await this.#begin(options);
    return new DataSourceTransaction(
      transaction,
      boundModels(this.models, transaction, this) as unknown as TransactionModels,
    );
  }

  async #run(task: TransactionTask, options: unknown): Promise<void> {
    const { currentTransaction, models } = await this.#bound(options);
    await this.#inside.run(currentTransaction, () => runInTransaction(currentTransaction, models, task));
  }
}
