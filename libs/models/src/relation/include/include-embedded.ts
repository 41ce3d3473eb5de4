import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';
import { setRelated } from './related-value.js';

/** What is embedded in each parent, under the name of the relation, too; and what is included in it. */
export async function includeEmbedded(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { keyFrom, modelTo, multiple } = relation;
  const values: Record<string, unknown>[] = [];
  for (const parent of into.parents) {
    const value = parent[keyFrom];
    if (multiple) {
      const list = Array.isArray(value) ? (value as Record<string, unknown>[]) : [];
      values.push(...list);
      setRelated(parent, relation.name, list, into.mode);
    } else if (typeof value === 'object' && value !== null) {
      values.push(value as Record<string, unknown>);
      setRelated(parent, relation.name, value, into.mode);
    }
  }
  const plan = modelTo?.registry.relations?.plan(scope.include, modelTo.core);
  await plan?.load(values, undefined, into.options, into.mode);
}
