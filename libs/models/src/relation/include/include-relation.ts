import type { ReadMode } from '../../model/relation-support.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { includeBelongsTo } from './include-belongs-to.js';
import { includeEmbedded } from './include-embedded.js';
import { includeHas } from './include-has.js';
import { includeReferences } from './include-references.js';
import { includeThrough } from './include-through.js';
import type { IncludeNode } from './parse-include.js';

/** The rows or instances that an include is put into, and how they were asked for. */
export interface IncludeInto {
  readonly parents: readonly Record<string, unknown>[];
  /** The `fields` of the parents; `undefined` for all. */
  readonly fields: readonly string[] | undefined;
  readonly options: OperationOptions;
  readonly mode: ReadMode;
  /** Takes what was found for a parent; it is put there when all relations are loaded, in the order of the include. */
  readonly found: Map<object, unknown>;
}

/** Loads one relation of all parents. */
export function includeRelation(node: IncludeNode, into: IncludeInto): Promise<void> {
  const { relation } = node;
  switch (relation.type) {
    case 'belongsTo':
      return includeBelongsTo(node, into);
    case 'hasOne':
      return includeHas(node, into);
    case 'hasMany':
      return relation.through === undefined ? includeHas(node, into) : includeThrough(node, into);
    case 'hasAndBelongsToMany':
      return includeThrough(node, into);
    case 'referencesMany':
      return includeReferences(node, into);
    case 'embedsOne':
    case 'embedsMany':
      return includeEmbedded(node, into);
  }
}
