import { isInstance } from '../../model/instance-state.js';
import type { AnyModel } from '../../model/model.js';
import { withKeys } from '../../model/operations/include-keys.js';
import { withinScope } from '../../model/operations/scope.js';
import { copyOf, EmbeddedList } from '../embedded-list.js';
import { relationScope } from '../relation-scope.js';
import type { IncludeInto } from './include-relation.js';
import type { IncludeNode } from './parse-include.js';

type Row = Record<string, unknown>;

/**
 * What is embedded in each parent, under the name of the relation, too; within the scope, and with what is included in it.
 * The values are copies: those under the property are shown as they are stored.
 */
export async function includeEmbedded(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation, scope } = node;
  const { keyFrom, modelTo: target, multiple } = relation;
  if (target === undefined) return;
  const restriction = await into.options.relatedAccess?.restrict(target, relation);
  const within = restriction === undefined ? scope.where : { and: [restriction, scope.where ?? {}] };
  const list = new EmbeddedList(relation, null);
  const mayBeShown = (value: object) =>
    restriction === undefined || list.select([value], { where: { and: [restriction] } }, into.options).length > 0;
  const shown: Row[] = [];
  const { include } = withinScope({ include: relationScope(relation, null).include }, scope);
  const plan = target.registry.relations?.plan(include, target.core, into.options);
  const fields = withKeys(list.fieldsOf(scope, into.options), plan?.keys ?? []);
  const show = (value: object): Row => {
    const copy = copied(value, target, fields);
    shown.push(copy);
    return copy;
  };
  for (const parent of into.parents) {
    const value = parent[keyFrom];
    if (multiple) {
      const values = Array.isArray(value) ? (value as object[]) : [];
      const found = list.select(
        values,
        { ...scope, where: within, fields: undefined, include: undefined },
        into.options,
      );
      into.found.set(parent, found.map(show));
    } else if (typeof value === 'object' && value !== null && mayBeShown(value)) {
      into.found.set(parent, show(value));
    }
  }
  await plan?.load(shown, fields, into.options, into.mode);
}

function copied(value: object, target: AnyModel, fields: readonly string[] | undefined): Row {
  if (isInstance(value)) return copyOf(value, target, fields) as Row;
  const entries = Object.entries(value).filter(([name]) => fields === undefined || fields.includes(name));
  return Object.fromEntries(entries);
}
