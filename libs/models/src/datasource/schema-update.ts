import type { Catalogue } from './catalogue.js';
import type { Table } from './column.js';
import type { Dialect } from './dialect.js';
import type { Executor, ExecutorTransaction } from './executor.js';
import { inTransaction } from './in-transaction.js';
import { makeForeignKeys, refuseViolations } from './make-foreign-keys.js';
import { changesOf, planTable, type SchemaChanges, type TablePlan } from './schema-plan.js';
import { changeTable, isConstrained, readCatalogue, runScript, type SchemaTransaction } from './schema-transaction.js';
import { readReferences, restoreReference } from './table-references.js';

/** Fills a table that was made just now, within the transaction that made it. */
export type TableFiller = (table: Table, transaction: ExecutorTransaction) => Promise<void>;

/** How many tables one transaction makes: each takes locks on the server. */
const TABLES_AT_ONCE = 100;

/** Whether the database has all tables, columns, indexes and constraints. */
export async function isActual(tables: readonly Table[], dialect: Dialect, executor: Executor): Promise<boolean> {
  return planTables(tables, await readCatalogue(tables, dialect, executor), dialect).length === 0;
}

/**
 * Makes missing tables, columns, indexes and constraints. Costs one query where nothing is missing; processes take turns.
 * Constraints come last, when all tables are there.
 */
export async function updateSchema(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  fill?: TableFiller,
): Promise<SchemaChanges> {
  const missing = planTables(tables, await readCatalogue(tables, dialect, executor), dialect).map(({ table }) => table);
  const constrained = missing.filter(isConstrained);
  const plans: TablePlan[] = [];
  for (let start = 0; start < missing.length; start += TABLES_AT_ONCE) {
    const part = missing.slice(start, start + TABLES_AT_ONCE);
    const isLast = start + TABLES_AT_ONCE >= missing.length;
    const update = async (transaction: ExecutorTransaction): Promise<void> => {
      const database = { dialect, executor, transaction };
      // Another process may have made them meanwhile.
      const catalogue = await lockedCatalogue(part, dialect, executor, transaction);
      plans.push(...(await makeTables(planTables(part, catalogue, dialect), database, fill)));
      if (!isLast) return;
      await makeForeignKeys(constrained, database);
      await refuseViolations(constrained, [], database);
    };
    await inTransaction(executor, update, { rebuildsTables: constrained.length > 0 });
  }
  return changesOf(plans);
}

/**
 * Drops the tables and makes them anew, in one transaction. Other tables lose nothing: constraints by which they refer to
 * these stay, whoever made them; where their rows would refer to nothing then, all is as before.
 *
 * @param needed tables that constraints of these refer to, and that are only made where they are missing.
 */
export async function recreateSchema(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  needed: readonly Table[] = [],
): Promise<SchemaChanges> {
  const all = [...tables, ...needed];
  const recreate = async (transaction: ExecutorTransaction): Promise<SchemaChanges> => {
    const database = { dialect, executor, transaction };
    const catalogue = await lockedCatalogue(all, dialect, executor, transaction);
    const references = await readReferences(tables, database);
    await runScript([...references.map(({ drop }) => drop), ...dialect.dropTables(tables)], database);
    for (const table of tables) catalogue.removeTable(table);
    const plans = await makeTables(planTables(all, catalogue, dialect), database);
    for (const reference of references) await restoreReference(reference, tables, database);
    await makeForeignKeys(all.filter(isConstrained), database);
    await refuseViolations(all, tables, database);
    return changesOf(plans);
  };
  return inTransaction(executor, recreate, { rebuildsTables: true });
}

async function makeTables(
  plans: readonly TablePlan[],
  database: SchemaTransaction,
  fill?: TableFiller,
): Promise<readonly TablePlan[]> {
  for (const plan of plans) {
    await changeTable(plan.table, database, () => runScript(plan.statements, database));
    if (plan.isNew && fill !== undefined) await fill(plan.table, database.transaction);
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
