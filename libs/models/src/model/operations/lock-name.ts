import { inTransaction } from '../../datasource/in-transaction.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from './operation-options.js';
import { runStatement } from './run-statement.js';

/**
 * Runs a task while nobody else, in whatever process, runs one with the same name: in the transaction of the call, to the end
 * of it, or else in one of its own. Databases that run one writing statement at a time need no lock for a single one.
 */
export async function withNameLocked<T>(
  core: ModelCore,
  name: string,
  options: OperationOptions,
  task: (options: OperationOptions) => Promise<T>,
): Promise<T> {
  const dataSource = core.requireDataSource();
  const lock = dataSource.dialect.lockName(name);
  if (lock === undefined) return task(options);
  const run = async (own: OperationOptions): Promise<T> => {
    await runStatement(core, lock, 'write', own);
    return task(own);
  };
  if (options.transaction !== undefined) return run(options);
  await dataSource.ready();
  return inTransaction(dataSource.executor, (transaction) => run({ ...options, transaction }));
}
