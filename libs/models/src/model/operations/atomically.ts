import { inTransaction } from '../../datasource/in-transaction.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from './operation-options.js';

/**
 * Runs a task in the transaction of the call, or else in one of its own where all models are in one database. Not for tasks
 * that run hooks: what those write by themselves would wait for the end of the transaction.
 */
export async function atomically<T>(
  cores: readonly [ModelCore, ...ModelCore[]],
  options: OperationOptions,
  task: (options: OperationOptions) => Promise<T>,
): Promise<T> {
  const dataSource = cores[0].requireDataSource();
  const isOne = cores.every((core) => core.dataSource === dataSource) && dataSource.connector.storesData !== false;
  if (options.transaction !== undefined || !isOne) return task(options);
  await dataSource.ready();
  return inTransaction(dataSource.executor, (transaction) => task({ ...options, transaction }));
}
