import type { Dialect } from '../datasource/dialect.js';
import type { Column } from '../datasource/column.js';
import type { Condition, NearCondition, Operand } from './condition.js';
import { compilePathCondition } from './compile-path-condition.js';
import { fitComparison, fitsColumn } from './fit-column.js';
import type { Parameters } from './parameters.js';

const NOTHING = '1 = 0';
const EVERYTHING = '1 = 1';

/** A condition as SQL; its values become parameters. */
export function compileCondition(condition: Condition, dialect: Dialect, parameters: Parameters): string {
  switch (condition.kind) {
    case 'nothing':
      return NOTHING;
    case 'and':
    case 'or':
    case 'nor': {
      if (condition.clauses.length === 0) return EVERYTHING;
      const clauses = condition.clauses.map((clause) => compileCondition(clause, dialect, parameters));
      if (condition.kind === 'nor') return `NOT COALESCE(${chain(clauses, 'OR')}, 1 = 0)`;
      return `(${chain(clauses, condition.kind === 'and' ? 'AND' : 'OR')})`;
    }
    case 'near':
      return compileNear(condition, dialect, parameters);
    default:
      return condition.operand.path.length > 0
        ? compilePathCondition(condition, dialect, parameters)
        : compileColumnCondition(condition, dialect, parameters);
  }
}

// SQLite nests a chain once per link, and refuses expressions that are nested deeper than 1,000.
const CHAIN_LENGTH = 100;

function chain(clauses: readonly string[], operator: 'AND' | 'OR'): string {
  if (clauses.length <= CHAIN_LENGTH) return clauses.join(` ${operator} `);
  const groups: string[] = [];
  for (let start = 0; start < clauses.length; start += CHAIN_LENGTH) {
    groups.push(`(${clauses.slice(start, start + CHAIN_LENGTH).join(` ${operator} `)})`);
  }
  return chain(groups, operator);
}

/** A condition on one operand, that is, neither a combination nor a distance. */
export type OperandCondition = Exclude<Condition, { kind: 'and' | 'or' | 'nor' | 'near' | 'nothing' }>;

function compileColumnCondition(condition: OperandCondition, dialect: Dialect, parameters: Parameters): string {
  const { column } = condition.operand.property;
  const name = dialect.quote(column.name);
  const parameter = (value: unknown) => parameters.add(dialect.toParameter(value, column));
  switch (condition.kind) {
    case 'isNull':
      return `${name} IS NULL`;
    case 'hasValue':
      return `${name} IS NOT NULL`;
    case 'equals':
      return fitsColumn(condition.value, column) ? dialect.equals(column, parameter(condition.value)) : NOTHING;
    case 'differs':
      return fitsColumn(condition.value, column)
        ? dialect.differs(column, parameter(condition.value))
        : `${name} IS NOT NULL`;
    case 'compares': {
      const fitted = fitComparison(condition.operator, condition.value, column);
      if (fitted === 'none') return NOTHING;
      if (fitted === 'all') return `${name} IS NOT NULL`;
      return dialect.compares(column, fitted.operator, parameter(fitted.value));
    }
    case 'in':
    case 'notIn': {
      const isIn = condition.kind === 'in';
      const values = condition.values.filter((value) => fitsColumn(value, column));
      if (values.length === 0) return isIn ? NOTHING : `${name} IS NOT NULL`;
      const list = dialect.listParameter(
        values.map((value) => dialect.toParameter(value, column)),
        column,
      );
      return isIn ? dialect.isIn(column, parameters.add(list)) : dialect.isNotIn(column, parameters.add(list));
    }
    case 'inRows':
      return compileInRows(condition, dialect, parameters);
    case 'matches': {
      const pattern = parameters.addPattern(condition.pattern, condition.match);
      return dialect.matches(dialect.text(column), condition.match, pattern, condition.negated);
    }
  }
}

function compileInRows(
  { operand, rows }: Extract<Condition, { kind: 'inRows' }>,
  dialect: Dialect,
  parameters: Parameters,
): string {
  const { column } = operand.property;
  const isSameType = column.storage === rows.column.storage;
  const name = (each: Column) => (isSameType ? dialect.quote(each.name) : dialect.text(each));
  const where = rows.where === undefined ? '' : ` WHERE ${compileCondition(rows.where, dialect, parameters)}`;
  return `${name(column)} IN (SELECT ${name(rows.column)} FROM ${rows.table.sql}${where})`;
}

function compileNear(condition: NearCondition, dialect: Dialect, parameters: Parameters): string {
  const { column } = condition.operand.property;
  const bounds: string[] = [];
  if (condition.minimum !== undefined) {
    bounds.push(`${distanceOf(condition, dialect, parameters)} >= ${parameters.add(condition.minimum)}`);
  }
  if (condition.maximum !== undefined) {
    bounds.push(`${distanceOf(condition, dialect, parameters)} <= ${parameters.add(condition.maximum)}`);
  }
  return `(${[`${dialect.quote(column.name)} IS NOT NULL`, ...bounds].join(' AND ')})`;
}

/** The distance of a row's point from that of the condition, in degrees of arc. */
export function distanceOf(condition: NearCondition, dialect: Dialect, parameters: Parameters): string {
  return dialect.arcDistance(
    condition.operand.property.column,
    parameters.add(condition.latitude),
    parameters.add(condition.longitude),
  );
}

/** What an operand sorts by: paths into JSON by their numbers, then by their texts. */
export function orderExpressions(operand: Operand, dialect: Dialect, parameters: Parameters): readonly string[] {
  const { column } = operand.property;
  // Points have no order of their own.
  if (column.storage === 'point') return [dialect.text(column)];
  if (operand.path.length === 0) return [dialect.quote(column.name)];
  if (column.storage !== 'json' && column.storage !== 'jsonb') return [];
  const path = dialect.jsonPathParameter(operand.path);
  return [dialect.jsonNumber(column, parameters.add(path)), dialect.jsonText(column, parameters.add(path))];
}
