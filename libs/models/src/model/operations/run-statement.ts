import type { ExecuteOptions, ExecuteResult, Statement } from '../../datasource/executor.js';
import { connectionOf } from '../../datasource/transaction/transaction.js';
import type { ModelCore } from '../model-core.js';
import { translateFailure } from './translate-failure.js';
import type { OperationOptions } from './operation-options.js';

// Long enough for any honest pattern, short enough that a runaway one does not hold a connection.
const REGEXP_TIMEOUT = 2_000;

/** Whether a statement reads or writes decides what a failure of the database means to the caller. */
export type StatementPurpose = 'read' | 'write';

/** Runs a statement on the model's data source; failures that a client can cause come back as what they mean. */
export async function runStatement(
  core: ModelCore,
  statement: Statement,
  purpose: StatementPurpose,
  options: OperationOptions,
): Promise<ExecuteResult> {
  const dataSource = core.requireDataSource();
  const waiting = dataSource.ready();
  if (waiting !== undefined) await waiting;
  try {
    return await dataSource.executor.execute(statement, executeOptions(statement, purpose, options));
  } catch (error) {
    throw await translateFailure(error, core, { statement, purpose, options });
  }
}

const READ: ExecuteOptions = { readOnly: true };
const WRITE: ExecuteOptions = {};

function executeOptions(statement: Statement, purpose: StatementPurpose, options: OperationOptions): ExecuteOptions {
  const transaction = connectionOf(options.transaction);
  const isMatching = statement.matchesPattern === true;
  if (transaction === undefined && !isMatching) return purpose === 'read' ? READ : WRITE;
  return { readOnly: purpose === 'read', transaction, timeout: isMatching ? REGEXP_TIMEOUT : undefined };
}
