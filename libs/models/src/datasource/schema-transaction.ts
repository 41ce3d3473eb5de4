import { Catalogue } from './catalogue.js';
import type { Table } from './column.js';
import type { CatalogueRow, DatabaseFailure, Dialect } from './dialect.js';
import type { Executor, ExecutorTransaction } from './executor.js';
import { SchemaUpdateError } from './schema-update.error.js';

/** Where a change of the schema takes place. */
export interface SchemaTransaction {
  readonly dialect: Dialect;
  readonly executor: Executor;
  readonly transaction: ExecutorTransaction;
}

export async function runScript(statements: readonly string[], database: SchemaTransaction): Promise<void> {
  const { executor, transaction } = database;
  if (statements.length === 0) return;
  await executor.execute({ sql: statements.join(';\n'), parameters: [] }, { transaction, script: true });
}

/** Makes a change of a table; a failure says which table it is, and why. */
export async function changeTable<Result>(
  table: Table,
  { dialect }: SchemaTransaction,
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    const advice = dialect.advice?.(error, table);
    const reason = reasonOf(dialect.failure(error), error);
    throw new SchemaUpdateError(table, advice === undefined ? reason : `${reason} (${advice})`, error);
  }
}

function reasonOf(failure: DatabaseFailure | undefined, error: unknown): string {
  if (failure?.kind === 'unique') return 'rows that are there already have the same values in a unique index';
  if (failure?.kind === 'foreignKey') {
    const [table, constraint] = [failure.table ?? '', failure.constraint ?? ''];
    return `rows of "${table}" refer to rows that are not there (constraint "${constraint}")`;
  }
  const detail =
    error instanceof Error && 'detail' in error && typeof error.detail === 'string' ? `: ${error.detail}` : '';
  const text = error instanceof Error ? error.message : String(error);
  return `${text}${detail}`.replace(/\.$/, '');
}

/** What there is in the database: with constraints, where one of the tables asks for such. */
export async function readCatalogue(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  transaction?: ExecutorTransaction,
): Promise<Catalogue> {
  const schemas = [...new Set(tables.map(({ schema }) => schema).filter((schema) => schema !== undefined))];
  const statement = dialect.catalogue(schemas, { foreignKeys: tables.some(isConstrained) });
  const { rows } = await executor.execute(statement, { transaction });
  return new Catalogue(rows as unknown as CatalogueRow[], dialect);
}

export function isConstrained({ foreignKeys }: Table): boolean {
  return foreignKeys.length > 0;
}
