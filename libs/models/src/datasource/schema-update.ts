import { Catalogue } from './catalogue.js';
import type { Table } from './column.js';
import type { CatalogueRow, Dialect } from './dialect.js';
import type { Executor, ExecutorTransaction } from './executor.js';
import { inTransaction } from './in-transaction.js';
import { changesOf, planTable, type SchemaChanges, type TablePlan } from './schema-plan.js';
import { SchemaUpdateError } from './schema-update.error.js';

/** Fills a table that was made just now, within the transaction that made it. */
export type TableFiller = (table: Table, transaction: ExecutorTransaction) => Promise<void>;

/** How many tables one transaction makes: each takes locks on the server. */
const TABLES_AT_ONCE = 100;

/** Whether the database has all tables, columns and indexes. */
export async function isActual(tables: readonly Table[], dialect: Dialect, executor: Executor): Promise<boolean> {
  return planTables(tables, await readCatalogue(tables, dialect, executor), dialect).length === 0;
}

/** Makes missing tables, columns and indexes. Costs one query where nothing is missing; processes take turns. */
export async function updateSchema(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  fill?: TableFiller,
): Promise<SchemaChanges> {
  const missing = planTables(tables, await readCatalogue(tables, dialect, executor), dialect);
  const plans: TablePlan[] = [];
  for (let start = 0; start < missing.length; start += TABLES_AT_ONCE) {
    const part = missing.slice(start, start + TABLES_AT_ONCE).map(({ table }) => table);
    await inTransaction(executor, async (transaction) => {
      // Another process may have made them meanwhile.
      const catalogue = await lockedCatalogue(part, dialect, executor, transaction);
      plans.push(...(await makeTables(planTables(part, catalogue, dialect), dialect, executor, transaction, fill)));
    });
  }
  return changesOf(plans);
}

/** Drops the tables and makes them anew, in one transaction. */
export async function recreateSchema(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
): Promise<SchemaChanges> {
  return inTransaction(executor, async (transaction) => {
    const catalogue = await lockedCatalogue(tables, dialect, executor, transaction);
    const script = dialect.dropTables(tables).join(';\n');
    await executor.execute({ sql: script, parameters: [] }, { transaction, script: true });
    for (const table of tables) catalogue.removeTable(table);
    return changesOf(await makeTables(planTables(tables, catalogue, dialect), dialect, executor, transaction));
  });
}

async function makeTables(
  plans: readonly TablePlan[],
  dialect: Dialect,
  executor: Executor,
  transaction: ExecutorTransaction,
  fill?: TableFiller,
): Promise<readonly TablePlan[]> {
  for (const plan of plans) {
    try {
      await executor.execute({ sql: plan.statements.join(';\n'), parameters: [] }, { transaction, script: true });
    } catch (error) {
      throw new SchemaUpdateError(plan.table, dialect.failure(error), error);
    }
    if (plan.isNew && fill !== undefined) await fill(plan.table, transaction);
  }
  return plans;
}

function planTables(tables: readonly Table[], catalogue: Catalogue, dialect: Dialect): TablePlan[] {
  return tables.map((table) => planTable(table, catalogue, dialect)).filter((plan) => plan !== undefined);
}

async function lockedCatalogue(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  transaction: ExecutorTransaction,
): Promise<Catalogue> {
  const lock = dialect.lockSchema();
  if (lock !== undefined) await executor.execute(lock, { transaction });
  return readCatalogue(tables, dialect, executor, transaction);
}

async function readCatalogue(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  transaction?: ExecutorTransaction,
): Promise<Catalogue> {
  const schemas = [...new Set(tables.map(({ schema }) => schema).filter((schema) => schema !== undefined))];
  const { rows } = await executor.execute(dialect.catalogue(schemas), { transaction });
  return new Catalogue(rows as unknown as CatalogueRow[], dialect);
}
