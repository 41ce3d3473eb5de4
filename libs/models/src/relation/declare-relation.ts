import type { AnyModel } from '../model/model.js';
import { addRelation } from './add-relation.js';
import { declareBelongsTo } from './declare/declare-belongs-to.js';
import { declareEmbedded } from './declare/declare-embedded.js';
import { declareHas } from './declare/declare-has.js';
import { declareReferencesMany } from './declare/declare-references-many.js';
import { declareThrough } from './declare/declare-through.js';
import type { Relation, RelationType } from '../model/model-relation.js';
import { RelationDefinitionError } from './relation.error.js';
import type { RelationSettings } from './relation-settings.js';

const TYPES: readonly RelationType[] = [
  'belongsTo',
  'hasMany',
  'hasOne',
  'hasAndBelongsToMany',
  'referencesMany',
  'embedsOne',
  'embedsMany',
];

/** The relation type of a definition, in any case of letters. */
export function relationType(model: AnyModel, name: string, written: unknown): RelationType {
  const type = TYPES.find((each) => each.toLowerCase() === String(written).toLowerCase());
  if (type !== undefined) return type;
  throw new RelationDefinitionError(
    model.modelName,
    name,
    `unknown type ${JSON.stringify(written)}; it must be one of ${TYPES.join(', ')}`,
  );
}

/** Sets up one relation: resolves its models and keys, and adds the key properties that are not declared. */
export function declareRelation(from: AnyModel, name: string, settings: RelationSettings): Relation {
  if (name === 'trigger') throw new RelationDefinitionError(from.modelName, name, 'the name is reserved');
  const type = relationType(from, name, settings['type']);
  return addRelation(from, declare(type, from, name, settings));
}

function declare(type: RelationType, from: AnyModel, name: string, settings: RelationSettings): Relation {
  switch (type) {
    case 'belongsTo':
      return declareBelongsTo(from, name, settings);
    case 'hasMany':
      return isGiven(settings['through'])
        ? declareThrough(type, from, name, settings)
        : declareHas(type, from, name, settings);
    case 'hasOne':
      return declareHas(type, from, name, settings);
    case 'hasAndBelongsToMany':
      return declareThrough(type, from, name, settings);
    case 'referencesMany':
      return declareReferencesMany(from, name, settings);
    case 'embedsOne':
    case 'embedsMany':
      return declareEmbedded(type, from, name, settings);
  }
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
