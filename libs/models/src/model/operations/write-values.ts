import type { Condition } from '../../query/condition.js';
import { type ColumnValues, countStatement, updateStatement } from '../../query/statements.js';
import type { ModelCore } from '../model-core.js';
import { ValidationError } from '../validation/validation.error.js';
import { columnValues, type WriteKind } from './column-values.js';
import type { OperationOptions } from './operation-options.js';
import { runStatement } from './run-statement.js';

/**
 * Writes values to the rows that hold a condition, in one statement, and tells how many there are: also where there is
 * nothing to write. Values that do not fit are refused only where there is a row that they would be written to.
 */
export async function writeValues(
  core: ModelCore,
  data: Readonly<Record<string, unknown>>,
  condition: Condition | undefined,
  options: OperationOptions,
  write: WriteKind,
): Promise<number> {
  if (condition?.kind === 'nothing') return 0;
  let values: ColumnValues;
  try {
    values = columnValues(core, data, write);
  } catch (error) {
    if (error instanceof ValidationError && (await countRows(core, condition, options)) === 0) return 0;
    throw error;
  }
  if (values.length === 0) return countRows(core, condition, options);
  const statement = updateStatement(core.queries.query, values, condition, []);
  return (await runStatement(core, statement, 'write', options)).affected;
}

async function countRows(
  core: ModelCore,
  condition: Condition | undefined,
  options: OperationOptions,
): Promise<number> {
  const { rows } = await runStatement(core, countStatement(core.queries.query, condition), 'read', options);
  return Number(rows[0]?.['count'] ?? 0);
}
