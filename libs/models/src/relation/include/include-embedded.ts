import { isInstance } from '../../model/instance-state.js';
import type { AnyModel } from '../../model/model.js';
import { withinScope } from '../../model/operations/scope.js';
import { copyOf, EmbeddedList } from '../embedded-list.js';
import { relationScope } from '../relation-scope.js';
import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';
import { setRelated } from './related-value.js';

type Row = Record<string, unknown>;

/**
 * What is embedded in each parent, under the name of the relation, too; within the scope, and with what is included in it.
 * The values are copies: those under the property are shown as they are stored.
 */
export async function includeEmbedded(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { keyFrom, modelTo: target, multiple, name } = relation;
  if (target === undefined) return;
  const list = new EmbeddedList(relation, null);
  const shown: Row[] = [];
  const show = (value: object): Row => {
    const copy = copied(value, target);
    shown.push(copy);
    return copy;
  };
  for (const parent of into.parents) {
    const value = parent[keyFrom];
    if (multiple) {
      const values = Array.isArray(value) ? (value as object[]) : [];
      setRelated(
        parent,
        name,
        list.select(values, { ...scope, include: undefined }, into.options).map(show),
        into.mode,
      );
    } else if (typeof value === 'object' && value !== null) {
      setRelated(parent, name, show(value), into.mode);
    }
  }
  const { include } = withinScope({ include: relationScope(relation, null).include }, scope);
  await target.registry.relations
    ?.plan(include, target.core, into.options)
    ?.load(shown, undefined, into.options, into.mode);
}

function copied(value: object, target: AnyModel): Row {
  return isInstance(value) ? (copyOf(value, target, undefined) as Row) : { ...(value as Row) };
}
