import { findRelated } from '../../model/operations/find-related.js';
import { withoutPageSize } from '../../model/operations/operation-options.js';
import { relationScope } from '../relation-scope.js';
import { looking } from '../rows-by-key.js';
import { pageOf } from './include-has.js';
import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';
import { readRelated } from './read-related.js';
import { keysOf, keyText } from './related-value.js';

/** The targets that links lead to from each parent, in the order of the targets: two statements, links and targets. */
export async function includeThrough(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { modelTo: target, through, keyFrom } = relation;
  if (target === undefined || through === undefined) return;
  const links = await linksOf(node, into);
  const targetKey = target.core.schema.idName ?? 'id';
  const targetKeys = [...new Map(links.map(([, key]) => [keyText(key), key])).values()];
  const { where: _ofLinks, ...own } = relationScope(relation, null);
  const all = { ...scope, limit: undefined, skip: undefined, offset: undefined };
  const rows =
    targetKeys.length === 0
      ? []
      : await readRelated(
          {
            relation,
            target,
            condition: { [targetKey]: { inq: targetKeys } },
            relationScope: { ...own, limit: undefined, skip: undefined, offset: undefined },
            scope: all,
            keys: [targetKey],
          },
          into.options,
          into.mode,
        );
  const linked = new Map<string, Set<string>>();
  for (const [owner, key] of links) {
    const set = linked.get(keyText(owner)) ?? new Set<string>();
    linked.set(keyText(owner), set.add(keyText(key)));
  }
  const page = pageOf({ ...scope, ...own }, targetKey);
  const places = new Map(rows.map(({ value, keys }, index) => [keyText(keys[targetKey]), { value, index }]));
  const skip = page?.skip ?? 0;
  const end = page?.limit === undefined ? undefined : skip + page.limit;
  for (const parent of into.parents) {
    const keys = [...(linked.get(keyText(parent[keyFrom])) ?? [])];
    const found = keys.flatMap((key) => places.get(key) ?? []).toSorted((a, b) => a.index - b.index);
    into.found.set(
      parent,
      found.slice(skip, end).map(({ value }) => value),
    );
  }
}

/** Pairs of keys: of the parent, and of the target. */
async function linksOf(node: IncludeNode, into: IncludeInto): Promise<readonly (readonly [unknown, unknown])[]> {
  const { through, keyFrom, polymorphic } = node.relation;
  const owners = keysOf(into.parents, keyFrom);
  if (through === undefined || owners.length === 0) return [];
  const { where } = relationScope(node.relation, null);
  const condition = {
    [through.keyFrom]: { inq: owners },
    ...(polymorphic === undefined ? {} : { [polymorphic.discriminator]: polymorphic.typeName }),
  };
  const filter = {
    where: where === undefined ? condition : { and: [condition, where] },
    fields: [through.keyFrom, through.keyTo],
  };
  const keys = [through.keyFrom, through.keyTo];
  const links = await findRelated(through.model.core, filter, looking(through.model, withoutPageSize(into.options)), {
    keys,
    mode: 'instances',
  });
  return links.map(({ keys: joined }) => [joined[through.keyFrom], joined[through.keyTo]] as const);
}
