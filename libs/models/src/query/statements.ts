import type { Column } from '../datasource/column.js';
import type { Statement } from '../datasource/executor.js';
import { compileCondition, distanceOf, orderExpressions } from './compile-condition.js';
import type { Condition } from './condition.js';
import { Parameters } from './parameters.js';
import { nearConditions, type Query } from './query.js';
import type { QueryModel } from './query-model.js';

/** What a SELECT is made of beside the query. */
export interface SelectOptions {
  /** Columns to read, in the order of the answer. */
  readonly columns: readonly Column[];
  /** The same as text, where it is known already ({@link selectList}). */
  readonly list?: string | undefined;
  /** Order by id where the query has no order: `defaultIdSort`. */
  readonly sortById: boolean;
  /** A page of the rows of each key instead of one of all. */
  readonly perKey?: PerKey | undefined;
  /** Keeps others from changing the rows until the end of the transaction. */
  readonly locks?: 'update' | 'share';
}

/** Rows that are numbered for each value of a property, in the order of the query: at most `limit` behind `skip` of each. */
export interface PerKey {
  readonly property: string;
  readonly limit: number | undefined;
  readonly skip: number | undefined;
}

export function selectStatement(model: QueryModel, query: Query, options: SelectOptions): Statement {
  if (options.perKey !== undefined) return selectPerKeyStatement(model, query, options, options.perKey);
  const { dialect, table } = model;
  const parameters = new Parameters(dialect);
  const where = whereClause(model, query.where, parameters);
  const order = orderClause(model, query, options.sortById, parameters);
  const limit = query.limit === undefined ? undefined : parameters.add(query.limit);
  const skip = query.skip === undefined || query.skip === 0 ? undefined : parameters.add(query.skip);
  const page = limit === undefined && skip === undefined ? '' : ` ${dialect.limit(limit, skip)}`;
  const lock = options.locks === undefined ? '' : dialect.rowLock(options.locks);
  return parameters.statement(
    `SELECT ${options.list ?? selectList(model, options.columns)} FROM ${table.sql}${where}${order}${page}${lock}`,
  );
}

const ROW_NUMBER = 'loopnest_row';

function selectPerKeyStatement(model: QueryModel, query: Query, options: SelectOptions, perKey: PerKey): Statement {
  const { dialect, table } = model;
  const key = model.properties.get(perKey.property);
  if (key === undefined) throw new TypeError(`${model.name} has no property ${perKey.property}`);
  const parameters = new Parameters(dialect);
  const number = dialect.quote(ROW_NUMBER);
  const partition = dialect.quote(key.column.name);
  const order = orderClause(model, query, options.sortById, parameters) || ` ORDER BY ${partition}`;
  const numbered = `SELECT ${table.sql}.*, ROW_NUMBER() OVER (PARTITION BY ${partition}${order}) AS ${number} FROM ${table.sql}`;
  const where = whereClause(model, query.where, parameters);
  const skip = perKey.skip ?? 0;
  const bounds = [`${number} > ${dialect.numberPlaceholder(parameters.add(skip))}`];
  if (perKey.limit !== undefined)
    bounds.push(`${number} <= ${dialect.numberPlaceholder(parameters.add(skip + perKey.limit))}`);
  return parameters.statement(
    `SELECT ${selectList(model, options.columns)} FROM (${numbered}${where}) AS ${dialect.quote('loopnest_rows')} WHERE ${bounds.join(' AND ')} ORDER BY ${number}`,
  );
}

export function countStatement(model: QueryModel, where: Condition | undefined): Statement {
  const parameters = new Parameters(model.dialect);
  const clause = whereClause(model, where, parameters);
  return parameters.statement(`SELECT COUNT(*) AS "count" FROM ${model.table.sql}${clause}`);
}

/** Values by column, as parameters of the driver. */
export type ColumnValues = readonly (readonly [Column, unknown])[];

/** What a statement writes: the rows of a condition (none for new ones), and their values. */
export interface Write {
  readonly kind: 'insert' | 'update' | 'delete';
  readonly values: ColumnValues;
  readonly condition: Condition | undefined;
}

/** A statement that knows what it writes, so that a constraint that it violates can be told. */
export interface WriteStatement extends Statement {
  readonly write: Write;
}

/** @param taken - `untaken`: nothing is inserted, and nothing fails, where another row has a value that has to be unique */
export function insertStatement(
  model: QueryModel,
  values: ColumnValues,
  returning: readonly Column[],
  taken?: 'untaken',
): WriteStatement {
  const { dialect, table } = model;
  const parameters = new Parameters(dialect);
  const names = values.map(([column]) => dialect.quote(column.name)).join(', ');
  const placeholders = values.map(([, value]) => parameters.add(value)).join(', ');
  const body = values.length === 0 ? 'DEFAULT VALUES' : `(${names}) VALUES (${placeholders})`;
  const unless = taken === undefined ? '' : ' ON CONFLICT DO NOTHING';
  const statement = parameters.statement(
    `INSERT INTO ${table.sql} ${body}${unless}${returningClause(model, returning)}`,
  );
  return { ...statement, write: { kind: 'insert', values, condition: undefined } };
}

/** The same unless there is a row that holds a condition: no row is affected then. */
export function insertUnlessStatement(
  model: QueryModel,
  values: ColumnValues,
  unless: Condition | undefined,
  returning: readonly Column[],
): WriteStatement {
  const { dialect, table } = model;
  const parameters = new Parameters(dialect);
  const names = values.map(([column]) => dialect.quote(column.name)).join(', ');
  const selected = values.map(([, value]) => parameters.add(value)).join(', ');
  const exists = `SELECT 1 FROM ${table.sql}${whereClause(model, unless, parameters)}`;
  const statement = parameters.statement(
    `INSERT INTO ${table.sql} (${names}) SELECT ${selected} WHERE NOT EXISTS (${exists})${returningClause(model, returning)}`,
  );
  return { ...statement, write: { kind: 'insert', values, condition: undefined } };
}

export function updateStatement(
  model: QueryModel,
  values: ColumnValues,
  condition: Condition | undefined,
  returning: readonly Column[],
): WriteStatement {
  const { dialect, table } = model;
  const parameters = new Parameters(dialect);
  const sets = values.map(([column, value]) => `${dialect.quote(column.name)} = ${parameters.add(value)}`).join(', ');
  const clause = whereClause(model, condition, parameters);
  const statement = parameters.statement(
    `UPDATE ${table.sql} SET ${sets}${clause}${returningClause(model, returning)}`,
  );
  return { ...statement, write: { kind: 'update', values, condition } };
}

export function deleteStatement(model: QueryModel, condition: Condition | undefined): WriteStatement {
  const parameters = new Parameters(model.dialect);
  const clause = whereClause(model, condition, parameters);
  const statement = parameters.statement(`DELETE FROM ${model.table.sql}${clause}`);
  return { ...statement, write: { kind: 'delete', values: [], condition } };
}

/** The columns of a SELECT, each under the name of its property. */
export function selectList(model: QueryModel, columns: readonly Column[]): string {
  if (columns.length === 0) return '1 AS "_"';
  return columns
    .map((column) => `${model.dialect.selected(column)} AS ${model.dialect.quote(column.property)}`)
    .join(', ');
}

function returningClause(model: QueryModel, columns: readonly Column[]): string {
  return columns.length === 0 ? '' : ` RETURNING ${selectList(model, columns)}`;
}

function whereClause(model: QueryModel, where: Condition | undefined, parameters: Parameters): string {
  return where === undefined ? '' : ` WHERE ${compileCondition(where, model.dialect, parameters)}`;
}

function orderClause(model: QueryModel, query: Query, sortById: boolean, parameters: Parameters): string {
  const { dialect } = model;
  const items = nearConditions(query.where).map((near) => distanceOf(near, dialect, parameters));
  for (const { operand, direction } of query.order) {
    for (const expression of orderExpressions(operand, dialect, parameters)) {
      items.push(dialect.orderBy(expression, direction));
    }
  }
  if (items.length === 0 && sortById) {
    for (const name of model.idNames) {
      const property = model.properties.get(name);
      if (property !== undefined) items.push(dialect.quote(property.column.name));
    }
  }
  return items.length === 0 ? '' : ` ORDER BY ${items.join(', ')}`;
}
