import { inTransaction } from '../../datasource/in-transaction.js';
import type { ModelCore } from '../model-core.js';
import { withNameLocked } from './lock-name.js';
import type { OperationOptions } from './operation-options.js';

/**
 * Runs a task in the transaction of the call, or else in one of its own where all models are in one database. Not for tasks
 * that run hooks: what those write by themselves would wait for the end of the transaction.
 *
 * @param name - what is locked to the end of the transaction, so that two such tasks do not wait for each other
 */
export async function atomically<T>(
  cores: readonly [ModelCore, ...ModelCore[]],
  name: string,
  options: OperationOptions,
  task: (options: OperationOptions) => Promise<T>,
): Promise<T> {
  const [core] = cores;
  const dataSource = core.requireDataSource();
  const isOne = cores.every((each) => each.dataSource === dataSource) && dataSource.connector.storesData !== false;
  if (!isOne) return task(options);
  const run = (own: OperationOptions) => withNameLocked(core, name, own, task);
  if (options.transaction !== undefined) return run(options);
  await dataSource.ready();
  return inTransaction(dataSource.executor, (transaction) => run({ ...options, transaction }));
}
