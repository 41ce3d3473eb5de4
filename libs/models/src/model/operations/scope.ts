import type { RawFilter } from '../../query/query.js';
import type { ModelCore } from '../model-core.js';

/** The filter of the model's default scope; `undefined` where it has none. */
export function defaultScope(core: ModelCore): RawFilter | undefined {
  const { scope } = core.schema.settings;
  const filter: unknown = typeof scope === 'function' ? scope.call(core.model) : scope;
  return typeof filter === 'object' && filter !== null ? filter : undefined;
}

/**
 * A filter within a scope: both wheres hold, the filter's order goes first, and the scope's `limit`, `skip`, `offset` and
 * `fields` win. Includes are both loaded.
 */
export function withinScope(scope: RawFilter, filter: RawFilter | null | undefined): RawFilter {
  const { where, ...rest } = scope;
  const order = isGiven(filter?.order) ? filter?.order : scope.order;
  return {
    ...filter,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
    ...(isGiven(order) ? { order } : {}),
    include: bothIncludes(scope.include, filter?.include),
    where: bothWheres(where, filter?.where),
  };
}

// Of two includes of one relation the first counts.
function bothIncludes(a: unknown, b: unknown): unknown {
  if (a === undefined || a === null) return b;
  return b === undefined || b === null ? a : [a, b].flat();
}

function isGiven(order: unknown): boolean {
  return order !== undefined && order !== null && order !== '' && !(Array.isArray(order) && order.length === 0);
}

export function bothWheres(a: unknown, b: unknown): unknown {
  if (isEmpty(a)) return b;
  return isEmpty(b) ? a : { and: [a, b] };
}

function isEmpty(where: unknown): boolean {
  return where === undefined || where === null || (typeof where === 'object' && Object.keys(where).length === 0);
}

/** What the where of a scope equates: those values are set in everything that is made or changed in it. */
export function scopeValues(scope: RawFilter | undefined): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  collect(scope?.where, values);
  return values;
}

function collect(where: unknown, values: Record<string, unknown>): void {
  if (typeof where !== 'object' || where === null) return;
  for (const [key, value] of Object.entries(where)) {
    if (key === 'and' && Array.isArray(value)) for (const clause of value) collect(clause, values);
    else if (key !== 'or' && key !== 'nor' && (typeof value !== 'object' || value === null || value instanceof Date)) {
      values[key] = value;
    }
  }
}
