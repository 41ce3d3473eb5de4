import type { Relation } from '../model/model-relation.js';
import { bothWheres, withinScope } from '../model/operations/scope.js';
import type { RawFilter } from '../query/query.js';

/** The filter of a relation's scope, for one instance, or for includes (`null`). */
export function relationScope(relation: Relation, owner: object | null, filter: RawFilter = {}): RawFilter {
  const { scope } = relation;
  const made = typeof scope === 'function' ? scope.call(relation.modelFrom, owner, filter) : scope;
  return typeof made === 'object' && made !== null ? made : {};
}

/** A filter within a condition of our own and the relation's scope. */
export function withinRelation(
  condition: Readonly<Record<string, unknown>>,
  scope: RawFilter,
  filter: RawFilter,
): RawFilter {
  return withinScope({ ...scope, where: bothWheres(condition, scope.where) }, filter);
}

/** Values that the relation copies from one instance to the other. */
export function copiedValues(relation: Relation, one: object, other: object): Record<string, unknown> {
  const { properties } = relation;
  if (properties === undefined || properties === null) return {};
  if (typeof properties === 'function') return properties.call(relation.modelFrom, one, other);
  const pairs = Array.isArray(properties)
    ? properties.map((name: string) => [name, name] as const)
    : Object.entries(properties);
  return Object.fromEntries(pairs.map(([from, to]) => [to, (one as Record<string, unknown>)[from]]));
}
