import { Catalogue } from './catalogue.js';
import type { Table } from './column.js';
import type { CatalogueRow, DatabaseFailure, Dialect } from './dialect.js';
import type { Executor, ExecutorTransaction } from './executor.js';
import { inTransaction } from './in-transaction.js';
import { changesOf, planTable, type SchemaChanges, type TablePlan } from './schema-plan.js';
import { SchemaUpdateError } from './schema-update.error.js';

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
      if (isLast && constrained.length > 0) await makeForeignKeys(constrained, database);
    };
    await inTransaction(executor, update, { rebuildsTables: constrained.length > 0 });
  }
  return changesOf(plans);
}

/** What is dropped beside what is made. */
export interface RecreateOptions {
  /** Tables that have to be there for constraints of those that are recreated, and are only made where they are missing. */
  readonly needed?: readonly Table[];
  /** Whether constraints are made in the database, so that other tables may refer to these. */
  readonly isConstrained?: boolean;
}

/**
 * Drops the tables and makes them anew, in one transaction. Constraints of other tables that refer to them stay; where their
 * rows would refer to nothing then, all is as before.
 */
export async function recreateSchema(
  tables: readonly Table[],
  dialect: Dialect,
  executor: Executor,
  { needed = [], isConstrained: constrains = false }: RecreateOptions = {},
): Promise<SchemaChanges> {
  const all = [...tables, ...needed];
  const recreate = async (transaction: ExecutorTransaction): Promise<SchemaChanges> => {
    const database = { dialect, executor, transaction };
    const catalogue = await lockedCatalogue(all, dialect, executor, transaction);
    const references = constrains ? await readReferences(tables, database) : [];
    await runScript([...references.map(({ drop }) => drop), ...dialect.dropTables(tables)], database);
    for (const table of tables) catalogue.removeTable(table);
    const plans = await makeTables(planTables(all, catalogue, dialect), database);
    for (const reference of references) await restoreReference(reference, tables, database);
    if (constrains) await makeForeignKeys(all, database, { recreated: tables });
    return changesOf(plans);
  };
  return inTransaction(executor, recreate, { rebuildsTables: constrains });
}

/** Where a change of the schema takes place. */
interface SchemaTransaction {
  readonly dialect: Dialect;
  readonly executor: Executor;
  readonly transaction: ExecutorTransaction;
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

/** Makes the constraints that tables lack now that all tables are there. */
async function makeForeignKeys(
  tables: readonly Table[],
  database: SchemaTransaction,
  { recreated = [] }: { readonly recreated?: readonly Table[] } = {},
): Promise<void> {
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
  await refuseViolations(tables, recreated, database);
}

/** Refuses rows that violate what was made. What somebody else’s constraints say of rows that were not touched stays theirs. */
async function refuseViolations(
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

/** A constraint of another table, which is taken away while the table that it refers to is made anew. */
interface Reference {
  readonly drop: string;
  readonly add: string;
  readonly table: string;
  readonly target: string;
}

async function readReferences(tables: readonly Table[], database: SchemaTransaction): Promise<readonly Reference[]> {
  const statement = database.dialect.references(tables);
  if (statement === undefined) return [];
  const { rows } = await database.executor.execute(statement, { transaction: database.transaction });
  return rows as unknown as readonly Reference[];
}

async function restoreReference(
  { add, target }: Reference,
  tables: readonly Table[],
  database: SchemaTransaction,
): Promise<void> {
  const table = tables.find(({ name }) => name === target) ?? tables[0];
  if (table !== undefined) await changeTable(table, database, () => runScript([add], database));
}

async function runScript(statements: readonly string[], database: SchemaTransaction): Promise<void> {
  const { executor, transaction } = database;
  if (statements.length === 0) return;
  await executor.execute({ sql: statements.join(';\n'), parameters: [] }, { transaction, script: true });
}

async function changeTable<Result>(
  table: Table,
  { dialect }: SchemaTransaction,
  change: () => Promise<Result>,
): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    throw new SchemaUpdateError(table, reasonOf(dialect.failure(error), error), error);
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

function isConstrained({ foreignKeys }: Table): boolean {
  return foreignKeys.length > 0;
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
  const statement = dialect.catalogue(schemas, { foreignKeys: tables.some(isConstrained) });
  const { rows } = await executor.execute(statement, { transaction });
  return new Catalogue(rows as unknown as CatalogueRow[], dialect);
}
