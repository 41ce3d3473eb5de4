import type { ModelCore } from '../../model/model-core.js';
import type { Relation } from '../../model/model-relation.js';
import { listValue } from '../../query/list-value.js';
import type { RawFilter } from '../../query/query.js';
import { UnknownRelationError } from '../unknown-relation.error.js';

/** A relation to load, with a filter of its own; what it includes in turn stands in the filter. */
export interface IncludeNode {
  readonly relation: Relation;
  readonly scope: RawFilter;
}

/** Reads an include with all of its levels, so that what is wrong is told whether there are rows or not. */
export function checkInclude(include: unknown, core: ModelCore): readonly IncludeNode[] {
  const nodes = parseInclude(include, core);
  for (const { relation, scope } of nodes) {
    // The targets of a polymorphic one are known with the rows.
    if (relation.modelTo !== undefined) checkInclude(scope.include, relation.modelTo.core);
  }
  return nodes;
}

/** Reads `include` in all of its spellings (the chapter on relations, section 11.1). A relation that is named twice is loaded once. */
function parseInclude(include: unknown, core: ModelCore): readonly IncludeNode[] {
  const nodes = new Map<string, IncludeNode>();
  collect(include, core, nodes);
  return [...nodes.values()].filter(({ relation }) => relation.options['disableInclude'] !== true);
}

function collect(include: unknown, core: ModelCore, nodes: Map<string, IncludeNode>): void {
  if (typeof include === 'string') {
    if (include !== '') add(include, {}, core, nodes);
    return;
  }
  if (typeof include !== 'object' || include === null) return;
  const list = listValue(include);
  if (list !== undefined) {
    for (const item of list) collect(item, core, nodes);
    return;
  }
  const { relation, rel = relation, scope, ...others } = include as Record<string, unknown>;
  if (typeof rel === 'string') add(rel, toFilter(scope), core, nodes);
  const named = typeof rel === 'string' ? others : (include as Record<string, unknown>);
  for (const [name, nested] of Object.entries(named)) add(name, nestedFilter(nested), core, nodes);
}

function add(name: string, scope: RawFilter, core: ModelCore, nodes: Map<string, IncludeNode>): void {
  const relation = core.relations.get(name);
  if (relation === undefined) throw new UnknownRelationError(core.schema.name, name, [...core.relations.keys()]);
  if (!nodes.has(name)) nodes.set(name, { relation, scope });
  // Named twice it is loaded once, but what is wrong in the second is wrong all the same.
  else if (relation.modelTo !== undefined) checkInclude(scope.include, relation.modelTo.core);
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
