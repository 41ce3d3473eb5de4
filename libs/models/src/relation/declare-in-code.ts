import { singularize } from '../definition/plural.js';
import type { AnyModel } from '../model/model.js';
import type { Relation, RelationType } from '../model/model-relation.js';
import { declareRelation } from './declare-relation.js';
import { camelName, pluralNameOf } from './relation-names.js';
import type { RelationSettings } from './relation-settings.js';

/** `A.hasMany(B, settings)` and its kin: the target, or the name of the relation, and the settings of a definition. */
export function declareInCode(
  from: AnyModel,
  type: RelationType,
  target: unknown,
  settings: RelationSettings = {},
): Relation {
  const asked = settings['as'];
  if (typeof target === 'function') {
    const to = target as AnyModel;
    const name = typeof asked === 'string' ? asked : defaultName(type, to);
    return declareRelation(from, name, { ...settings, type, model: to });
  }
  const name = String(target);
  const isPolymorphicParent = type === 'belongsTo' && Boolean(settings['polymorphic']);
  const model = isPolymorphicParent ? {} : { model: settings['model'] ?? targetOf(from, name) };
  return declareRelation(from, typeof asked === 'string' ? asked : name, { ...settings, ...model, type });
}

function defaultName(type: RelationType, to: AnyModel): string {
  switch (type) {
    case 'belongsTo':
    case 'hasOne':
      return camelName(to.modelName);
    case 'embedsOne':
      return `${camelName(to.modelName)}Item`;
    case 'embedsMany':
      return `${camelName(to.modelName)}List`;
    case 'hasMany':
    case 'hasAndBelongsToMany':
    case 'referencesMany':
      return pluralNameOf(to.modelName, to.pluralModelName);
  }
}

// The name of a relation may be that of its target, in the singular and regardless of case.
function targetOf(from: AnyModel, name: string): string {
  const wanted = new Set([name.toLowerCase(), singularize(name).toLowerCase()]);
  return from.registry.modelNames.find((each) => wanted.has(each.toLowerCase())) ?? name;
}
