import type { BeginOptions, Executor, ExecutorTransaction } from './executor.js';

/** Runs a task in a transaction of its own: committed when the task is done, rolled back when anything fails. */
export async function inTransaction<Result>(
  executor: Executor,
  run: (transaction: ExecutorTransaction) => Promise<Result>,
  options?: BeginOptions,
): Promise<Result> {
  const transaction = await executor.begin(undefined, options);
  try {
    const result = await run(transaction);
    await transaction.commit();
    return result;
  } catch (error) {
    if (transaction.active) await transaction.rollback();
    throw error;
  }
}
