import type { Catalogue } from './catalogue.js';
import type { Column, Table } from './column.js';
import type { Dialect } from './dialect.js';

/** What was changed in the database. */
export interface SchemaChanges {
  /** Names of tables, with the schema where there is one. */
  readonly createdTables: readonly string[];
  /** `table.column`. */
  readonly addedColumns: readonly string[];
  readonly createdIndexes: readonly string[];
  /** Names of constraints, also of those that were made anew. */
  readonly createdConstraints: readonly string[];
}

/** What one table lacks, and the statements that make it. */
export interface TablePlan {
  readonly table: Table;
  readonly statements: readonly string[];
  readonly isNew: boolean;
  readonly addedColumns: readonly Column[];
  readonly createdIndexes: readonly string[];
  /** Constraints that it gets: with a new table, or once all tables are there. */
  readonly createdConstraints: readonly string[];
}

/**
 * What has to be made so that the database has what the tables say. Nothing is ever dropped or altered but constraints of the
 * same name, which are made anew.
 */
export function planTable(table: Table, catalogue: Catalogue, dialect: Dialect): TablePlan | undefined {
  const statements: string[] = [];
  if (table.schema !== undefined && !catalogue.hasSchema(table.schema)) {
    const create = dialect.createSchema(table.schema);
    if (create !== undefined) statements.push(create);
    catalogue.addSchema(table.schema);
  }
  const isNew = !catalogue.hasTable(table);
  const missing = table.columns.filter((column) => !catalogue.hasColumn(table, column));
  const columns = distinct(missing, (column) => column.name);
  for (const column of columns) catalogue.addColumn(table, column);
  const indexes = table.indexes
    .filter((index) => !catalogue.hasIndex(table, index))
    .map((index) => catalogue.withFreeName(table, index));
  for (const index of indexes) catalogue.addIndex(table, index);
  if (isNew) statements.push(...dialect.createTable({ ...table, columns, indexes }));
  else {
    statements.push(...columns.map((column) => dialect.addColumn(table, column)));
    statements.push(...indexes.map((index) => dialect.createIndex(table, index)));
  }
  const constraints = catalogue.foreignKeyChange(table).added;
  if (statements.length === 0 && constraints.length === 0) return undefined;
  return {
    table,
    statements,
    isNew,
    addedColumns: isNew ? [] : columns,
    createdIndexes: indexes.map((index) => index.name),
    createdConstraints: constraints.map(({ name }) => name),
  };
}

export function changesOf(plans: readonly TablePlan[]): SchemaChanges {
  return {
    createdTables: plans.filter((plan) => plan.isNew).map(({ table }) => nameOf(table)),
    addedColumns: plans.flatMap(({ table, addedColumns }) =>
      addedColumns.map(({ name }) => `${nameOf(table)}.${name}`),
    ),
    createdIndexes: plans.flatMap(({ createdIndexes }) => createdIndexes),
    createdConstraints: plans.flatMap(({ createdConstraints }) => createdConstraints),
  };
}

/** One line about the changes; `undefined` where nothing was changed. */
export function describeChanges(changes: SchemaChanges): string | undefined {
  const { createdTables, addedColumns, createdIndexes, createdConstraints } = changes;
  const parts = [
    list('created', createdTables.length, 'table', createdTables),
    list('added', addedColumns.length, 'column', addedColumns),
    list('created', createdIndexes.length, 'index', createdIndexes),
    list('created', createdConstraints.length, 'constraint', createdConstraints),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('; ');
}

const SHOWN = 10;

function list(verb: string, count: number, noun: string, names: readonly string[]): string | undefined {
  if (count === 0) return undefined;
  const plural = noun === 'index' ? 'indexes' : `${noun}s`;
  const more = count > SHOWN ? ` and ${count - SHOWN} more` : '';
  return `${verb} ${count} ${count === 1 ? noun : plural}: ${names.slice(0, SHOWN).join(', ')}${more}`;
}

function nameOf(table: Table): string {
  return table.schema === undefined ? table.name : `${table.schema}.${table.name}`;
}

function distinct<Item>(items: readonly Item[], key: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}
