import type { AnyModel } from '../../model/model.js';
import type { Relation } from '../../model/model-relation.js';
import { polymorphicTarget } from '../polymorphic-target.js';
import { relationScope } from '../relation-scope.js';
import type { IncludeInto } from './include-relation.js';
import { type IncludeNode, knownIncludes } from './parse-include.js';
import { readRelated } from './read-related.js';
import { keysOf, keyText } from './related-value.js';

type Row = Record<string, unknown>;

/** The row that the key of each parent points to; one statement, or one per type where the relation is polymorphic. */
export async function includeBelongsTo(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation } = node;
  const groups = [...groupByTarget(relation, into.parents)];
  await Promise.all(groups.map(([target, parents]) => includeTarget(node, { ...into, parents }, target)));
}

async function includeTarget(node: IncludeNode, into: IncludeInto, target: AnyModel): Promise<void> {
  const { relation, scope } = node;
  const { keyFrom, keyTo } = relation;
  const keys = keysOf(into.parents, keyFrom);
  if (keys.length === 0) return;
  const own = relationScope(relation, null);
  const condition = { [keyTo]: { inq: keys } };
  // A page makes no sense where there is one row at most.
  const include = relation.polymorphic === undefined ? scope.include : knownIncludes(scope.include, target.core);
  const one = { ...scope, include, limit: undefined, skip: undefined, offset: undefined };
  const rows = await readRelated(
    { relation, target, condition, relationScope: own, scope: one, keys: [keyTo] },
    into.options,
    into.mode,
  );
  const byKey = new Map(rows.map(({ value, keys: joined }) => [keyText(joined[keyTo]), value]));
  for (const parent of into.parents) {
    const key = parent[keyFrom];
    const found = key === undefined || key === null ? undefined : byKey.get(keyText(key));
    if (found !== undefined) into.found.set(parent, found);
  }
}

function groupByTarget(relation: Relation, parents: readonly Row[]): ReadonlyMap<AnyModel, Row[]> {
  const { modelTo, polymorphic } = relation;
  const groups = new Map<AnyModel, Row[]>();
  for (const parent of parents) {
    const target = polymorphic === undefined ? modelTo : polymorphicTarget(relation, parent[polymorphic.discriminator]);
    if (target === undefined) continue;
    const group = groups.get(target);
    if (group === undefined) groups.set(target, [parent]);
    else group.push(parent);
  }
  return groups;
}
