import type { Table } from './column.js';
import { changeTable, readCatalogue, runScript, type SchemaTransaction } from './schema-transaction.js';
import { SchemaUpdateError } from './schema-update.error.js';

/** Makes the constraints that tables lack now that all tables are there. */
export async function makeForeignKeys(tables: readonly Table[], database: SchemaTransaction): Promise<void> {
  if (tables.length === 0) return;
  const { dialect, executor, transaction } = database;
  const catalogue = await readCatalogue(tables, dialect, executor, transaction);
  for (const table of tables) {
    const change = catalogue.foreignKeyChange(table);
    if (change.added.length === 0) continue;
    await changeTable(table, database, async () => {
      const read = dialect.readTable(table);
      const rows = read === undefined ? [] : (await executor.execute(read, { transaction })).rows;
      await runScript(dialect.changeForeignKeys(table, change, rows), database);
    });
  }
}

/**
 * Refuses rows that violate what was made, or that refer to what was dropped. What somebody else’s constraints say of rows
 * that were not touched stays theirs.
 */
export async function refuseViolations(
  tables: readonly Table[],
  recreated: readonly Table[],
  database: SchemaTransaction,
): Promise<void> {
  const { dialect, executor, transaction } = database;
  const [first] = tables;
  const violations = dialect.violations(tables);
  if (violations === undefined || first === undefined) return;
  const { rows } = await changeTable(first, database, () => executor.execute(violations, { transaction }));
  for (const row of rows) {
    const [source, column, target] = [row['table'], row['column'], row['target']].map(String);
    const owner = tables.find((table) => isSame(table.name, source));
    const isOurs = owner?.foreignKeys.some((foreignKey) => isSame(foreignKey.column, column)) === true;
    const table = isOurs ? owner : recreated.find(({ name }) => isSame(name, target));
    if (table === undefined) continue;
    throw new SchemaUpdateError(table, `rows of "${source}" refer to rows of "${target}" that are not there`);
  }
}

function isSame(name: string, other: string | undefined): boolean {
  return name.toLowerCase() === other?.toLowerCase();
}
