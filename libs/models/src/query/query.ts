import type { Condition, NearCondition } from './condition.js';
import { parseFields } from './parse-fields.js';
import { type OrderKey, parseOrder } from './parse-order.js';
import { parseLimit, parseSkip } from './parse-paging.js';
import { parseWhere } from './parse-where.js';
import { checkDepth } from './query-depth.js';
import { InvalidQueryError, quoted } from './invalid-query.error.js';
import type { QueryModel, QueryRules } from './query-model.js';

/** A filter as callers write it; values are not trusted. */
export interface RawFilter {
  readonly where?: unknown;
  readonly order?: unknown;
  readonly limit?: unknown;
  readonly skip?: unknown;
  readonly offset?: unknown;
  readonly fields?: unknown;
  readonly include?: unknown;
}

/** A checked filter: nothing in it but known properties, operators and coerced values. */
export interface Query {
  readonly where: Condition | undefined;
  readonly order: readonly OrderKey[];
  readonly limit: number | undefined;
  readonly skip: number | undefined;
  /** Names of the properties asked for; `undefined` for all. */
  readonly fields: readonly string[] | undefined;
  /** What to load beside, as it was written: relations read it. */
  readonly include: unknown;
}

/** Reads a filter. The order of the checks is LoopBack's: paging, order, fields, depth, then the where. */
export function parseQuery(filter: RawFilter | null | undefined, model: QueryModel, rules: QueryRules): Query {
  if (filter === undefined || filter === null) {
    return { where: undefined, order: [], limit: undefined, skip: undefined, fields: undefined, include: undefined };
  }
  if (typeof filter !== 'object' || Array.isArray(filter)) {
    throw new InvalidQueryError(`The query filter ${quoted(filter)} is not an object`);
  }
  const limit = parseLimit(filter.limit);
  const skip = parseSkip(filter.skip, filter.offset);
  const order = parseOrder(filter.order, model, rules);
  const fields = parseFields(filter.fields, [...model.properties.keys()]);
  checkDepth(filter, rules.maxDepth);
  return { where: parseWhere(filter.where, model, rules), order, limit, skip, fields, include: filter.include };
}

/** The `near` conditions by which a query is sorted: those that every row has to hold. */
export function nearConditions(where: Condition | undefined): readonly NearCondition[] {
  if (where === undefined) return [];
  if (where.kind === 'near') return [where];
  return where.kind === 'and' ? where.clauses.flatMap(nearConditions) : [];
}
