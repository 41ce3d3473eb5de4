import type { ModelCore } from '../../model/model-core.js';
import type { Relation } from '../../model/model-relation.js';
import { listValue } from '../../query/list-value.js';
import type { RawFilter } from '../../query/query.js';
import { polymorphicTargets } from '../polymorphic-target.js';
import { UnknownRelationError } from '../unknown-relation.error.js';

/** A relation to load, with a filter of its own; what it includes in turn stands in the filter. */
export interface IncludeNode {
  readonly relation: Relation;
  readonly scope: RawFilter;
}

/** Reads an include with all of its levels, so that what is wrong is told whether there are rows or not. */
export function checkInclude(include: unknown, core: ModelCore): readonly IncludeNode[] {
  const nodes = parseInclude(include, core);
  for (const { relation, scope } of nodes) checkBelow(relation, scope);
  return nodes;
}

function checkBelow(relation: Relation, { include }: RawFilter): void {
  if (relation.modelTo !== undefined) checkInclude(include, relation.modelTo.core);
  else if (relation.polymorphic !== undefined) checkBelowPolymorphic(relation, include);
}

// Some of the models that it may lead to have to have the relation; rows of the others are shown without.
function checkBelowPolymorphic(relation: Relation, include: unknown): void {
  const targets = polymorphicTargets(relation);
  for (const [name, scope] of namedIncludes(include)) {
    const found = targets.flatMap((target) => target.core.relations.get(name) ?? []);
    if (found.length === 0) throw new UnknownRelationError(relation.name, name, []);
    for (const each of found) checkBelow(each, scope);
  }
}

/** The part of an include that a model has relations for. */
export function knownIncludes(include: unknown, core: ModelCore): unknown {
  return namedIncludes(include)
    .filter(([name]) => core.relations.has(name))
    .map(([relation, scope]) => ({ relation, scope }));
}

/** Reads `include` in all of its spellings (the chapter on relations, section 11.1). A relation that is named twice is loaded once. */
function parseInclude(include: unknown, core: ModelCore): readonly IncludeNode[] {
  const nodes = new Map<string, IncludeNode>();
  for (const [name, scope] of namedIncludes(include)) {
    const relation = core.relations.get(name);
    if (relation === undefined) throw new UnknownRelationError(core.schema.name, name, [...core.relations.keys()]);
    if (!nodes.has(name)) nodes.set(name, { relation, scope });
    // What is wrong in the second is wrong all the same.
    else checkBelow(relation, scope);
  }
  return [...nodes.values()].filter(({ relation }) => mayBeIncluded(relation));
}

type NamedInclude = readonly [name: string, scope: RawFilter];

/** The relations that an include names, each with a filter of its own. */
function namedIncludes(include: unknown): readonly NamedInclude[] {
  if (typeof include === 'string') return include === '' ? [] : [[include, {}]];
  if (typeof include !== 'object' || include === null) return [];
  const list = listValue(include);
  if (list !== undefined) return list.flatMap(namedIncludes);
  const { relation, rel = relation, scope, ...others } = include as Record<string, unknown>;
  const named = typeof rel === 'string' ? others : (include as Record<string, unknown>);
  const below = Object.entries(named).map(([name, nested]): NamedInclude => [name, nestedFilter(nested)]);
  return typeof rel === 'string' ? [[rel, toFilter(scope)], ...below] : below;
}

function toFilter(scope: unknown): RawFilter {
  return typeof scope === 'object' && scope !== null && !Array.isArray(scope) ? scope : {};
}

/** What stands at the name of a relation: relations to include in it. */
function nestedFilter(nested: unknown): RawFilter {
  return nested === undefined || nested === null || typeof nested === 'boolean' || typeof nested === 'number'
    ? {}
    : { include: nested };
}

// The relation says so, or its target, whatever relation leads there.
function mayBeIncluded({ options, modelTo }: Relation): boolean {
  return options['disableInclude'] !== true && modelTo?.settings['disableInclude'] !== true;
}
