import type { Transaction } from './transaction.js';
import type { DataByModel, TransactionModels } from './data-source-transaction.js';
import { TransactionTimeoutError } from './transaction-timeout.error.js';

/** What runs in a transaction: done when its promise is kept, or, with two parameters, when it calls `done`. */
export type TransactionTask<Data extends DataByModel = Record<string, Record<string, unknown>>> = (
  models: TransactionModels<Data>,
  done: (error?: unknown) => void,
) => unknown;

/** Runs a task in a transaction: committed when it is done, rolled back when it fails, or its time is up. */
export async function runInTransaction(
  transaction: Transaction,
  models: TransactionModels,
  task: TransactionTask,
): Promise<void> {
  const expired = Promise.withResolvers<never>();
  transaction.observe('after rollback', () => {
    if (transaction.hasExpired) expired.reject(new TransactionTimeoutError());
  });
  try {
    await Promise.race([perform(task, models), expired.promise]);
    await Promise.race([transaction.commit(), expired.promise]);
  } catch (error) {
    if (transaction.hasExpired) throw new TransactionTimeoutError();
    await transaction.abandon();
    throw error;
  }
}

// Errors that are thrown at once reject as well.
async function perform(task: TransactionTask, models: TransactionModels): Promise<void> {
  const done = Promise.withResolvers<void>();
  const returned = task(models, (error) => {
    if (error === undefined || error === null) done.resolve();
    else done.reject(error as Error);
  });
  if (task.length < 2) await returned;
  // What a call with a callback returns says nothing of its success.
  else await Promise.race([done.promise, rejection(returned)]);
}

async function rejection(returned: unknown): Promise<never> {
  await returned;
  return new Promise<never>(() => undefined);
}
