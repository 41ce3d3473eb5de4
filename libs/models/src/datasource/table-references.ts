import type { Table } from './column.js';
import { changeTable, runScript, type SchemaTransaction } from './schema-transaction.js';

/** A constraint of another table, which is taken away while the table that it refers to is made anew. */
export interface Reference {
  readonly drop: string;
  readonly add: string;
  readonly table: string;
  readonly target: string;
}

/** The constraints of other tables that refer to these. */
export async function readReferences(
  tables: readonly Table[],
  database: SchemaTransaction,
): Promise<readonly Reference[]> {
  const statement = database.dialect.references(tables);
  if (statement === undefined) return [];
  const { rows } = await database.executor.execute(statement, { transaction: database.transaction });
  return rows as unknown as readonly Reference[];
}

/** Makes a constraint again, now that the table that it refers to is there. */
export async function restoreReference(
  { add, target }: Reference,
  tables: readonly Table[],
  database: SchemaTransaction,
): Promise<void> {
  const table = tables.find(({ name }) => name === target) ?? tables[0];
  if (table !== undefined) await changeTable(table, database, () => runScript([add], database));
}
