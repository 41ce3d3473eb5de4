import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import { type OperationOptions, queryRules, withoutPageSize } from '../model/operations/operation-options.js';
import { withOwnTransaction } from '../model/operations/own-transaction.js';
import { find } from '../model/operations/read.js';
import { nearConditions, parseQuery, type RawFilter } from '../query/query.js';
import { keyText } from './include/related-value.js';
import { withinRelation } from './relation-scope.js';

/** Rows of a model that keys lead to. */
export interface RowsByKey {
  readonly target: AnyModel;
  /** The property that has the keys. */
  readonly property: string;
  readonly keys: readonly unknown[];
  /** The scope of the relation, as far as it is one of these rows. */
  readonly scope: RawFilter;
}

/** Options of a query of our own. */
export function trusted(options: OperationOptions): OperationOptions {
  return { ...options, trustsQuery: true };
}

/** The same for a look at rows that may be in another data source. */
export function looking({ core }: AnyModel, options: OperationOptions): OperationOptions {
  return withOwnTransaction(core, trusted(options));
}

/** The same for one that has to see all rows, whatever a page of answers has at most. */
export function unpaged(options: OperationOptions): OperationOptions {
  return withoutPageSize(trusted(options));
}

/** The rows as a checked filter wants them: in its order, or else that of the target. */
export async function findByKeys(rows: RowsByKey, filter: RawFilter, options: OperationOptions): Promise<object[]> {
  return rows.keys.length === 0 ? [] : find(rows.target.core, combined(rows, filter), looking(rows.target, options));
}

/** The same in the order of the keys where the filter has none: there is a row for each key, and pages are those of the keys. */
export async function findInKeyOrder(rows: RowsByKey, filter: RawFilter, options: OperationOptions): Promise<object[]> {
  const { target, keys, property } = rows;
  const { core } = target;
  const asked = combined(rows, filter);
  const {
    where,
    order,
    fields,
    limit,
    skip = 0,
  } = parseQuery(asked, core.queries.query, queryRules(core, trusted(options), 'ignore'));
  if (order.length > 0 || nearConditions(where).length > 0) return findByKeys(rows, filter, options);
  if (keys.length === 0) return [];
  const needed = fields === undefined || fields.includes(property) ? fields : [...fields, property];
  const all = { ...asked, fields: needed, limit: undefined, skip: undefined, offset: undefined };
  const found = await find(core, all, looking(target, unpaged(options)));
  const byKey = new Map(found.map((row) => [keyText((row as Record<string, unknown>)[property]), row]));
  const size = Math.min(limit ?? Number.POSITIVE_INFINITY, options.queryLimits?.pageSize ?? Number.POSITIVE_INFINITY);
  const page = keys.flatMap((key) => byKey.get(keyText(key)) ?? []).slice(skip, skip + size);
  if (needed !== fields) for (const row of page) Reflect.deleteProperty(instanceState(row).data, property);
  return page;
}

function combined({ property, keys, scope }: RowsByKey, filter: RawFilter): RawFilter {
  return withinRelation({ [property]: { inq: keys } }, scope, filter);
}
