import type { AnyModel } from '../../model/model.js';
import { queryRules } from '../../model/operations/operation-options.js';
import { parseWhere } from '../../query/parse-where.js';
import { nearConditions, type RawFilter } from '../../query/query.js';
import { relationScope } from '../relation-scope.js';
import { pageOf } from './include-has.js';
import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';
import { readRelated } from './read-related.js';
import { keyText } from './related-value.js';

/** The rows whose ids each parent lists: in the order of its list, or in that of the scope. */
export async function includeReferences(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { modelTo: target, keyFrom, keyTo } = relation;
  if (target === undefined) return;
  const listOf = (parent: Readonly<Record<string, unknown>>) =>
    Array.isArray(parent[keyFrom]) ? (parent[keyFrom] as unknown[]) : [];
  const keys = [...new Map(into.parents.flatMap(listOf).map((key) => [keyText(key), key])).values()];
  const own = relationScope(relation, null);
  const page = pageOf({ ...scope, ...own }, keyTo);
  const all = { ...scope, limit: undefined, skip: undefined, offset: undefined };
  const rows =
    keys.length === 0
      ? []
      : await readRelated(
          {
            relation,
            target,
            condition: { [keyTo]: { inq: keys } },
            relationScope: { ...own, limit: undefined, skip: undefined, offset: undefined },
            scope: all,
            keys: [keyTo],
          },
          into.options,
          into.mode,
        );
  const isOrdered =
    scope.order !== undefined || own.order !== undefined || asksNear(target, scope) || asksNear(target, own);
  const place = new Map(rows.map(({ value, keys: joined }, index) => [keyText(joined[keyTo]), { value, index }]));
  for (const parent of into.parents) {
    const found = listOf(parent).flatMap((key) => place.get(keyText(key)) ?? []);
    if (isOrdered) found.sort((a, b) => a.index - b.index);
    const skip = page?.skip ?? 0;
    const end = page?.limit === undefined ? undefined : skip + page.limit;
    into.found.set(
      parent,
      found.slice(skip, end).map(({ value }) => value),
    );
  }
}

// Rows near a point come in the order of their distance.
function asksNear(target: AnyModel, { where }: RawFilter): boolean {
  const rules = queryRules(target.core, { trustsQuery: true }, 'ignore');
  return nearConditions(parseWhere(where, target.core.queries.query, rules)).length > 0;
}
