import type { AnyModel } from '../../model/model.js';
import { ensureKeyProperty } from '../key-property.js';
import { type PolymorphicNames, polymorphicNames } from '../polymorphic-keys.js';
import type { Relation } from '../../model/model-relation.js';
import { RelationDefinitionError } from '../relation.error.js';
import { keyNameOf } from '../relation-names.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';
import { linkModelOf, linkRelationTo, polymorphicLinkRelation } from './link-model.js';

/** hasMany over a through model, and hasAndBelongsToMany: a row of the link model for each pair. */
export function declareThrough(
  type: 'hasMany' | 'hasAndBelongsToMany',
  from: AnyModel,
  name: string,
  settings: RelationSettings,
): Relation {
  const modelTo = modelSetting(from, name, settings, 'model');
  const polymorphic = polymorphicNames(from, name, settings);
  const isHabtm = type === 'hasAndBelongsToMany';
  if (isHabtm && polymorphic !== undefined && textSetting(settings, 'through') === undefined) {
    throw new RelationDefinitionError(from.modelName, name, 'a polymorphic hasAndBelongsToMany needs a through model');
  }
  const model = isHabtm ? linkModelOf(from, modelTo, name, settings) : modelSetting(from, name, settings, 'through');
  const isInverse = settings['invert'] === true;
  const [ownSide, targetSide] = isInverse ? [undefined, polymorphic] : [polymorphic, undefined];
  const keyOf = (of: AnyModel, side: PolymorphicNames | undefined, setting: string) => {
    if (isHabtm) return (side === undefined ? linkRelationTo(model, of) : polymorphicLinkRelation(model, side)).keyFrom;
    return side?.foreignKey ?? textSetting(settings, setting) ?? keyNameOf(of.modelName);
  };
  const keyFrom = keyOf(from, ownSide, 'foreignKey');
  const keyTo = keyOf(modelTo, targetSide, 'keyThrough');
  const primary = textSetting(settings, 'primaryKey') ?? idNameOf(from);
  const typeOf = (side: PolymorphicNames | undefined, of: AnyModel, property: string) =>
    side?.idType === undefined ? { of: { model: of, property } } : { type: side.idType };
  ensureKeyProperty(model, keyFrom, typeOf(ownSide, from, primary));
  ensureKeyProperty(model, keyTo, typeOf(targetSide, modelTo, idNameOf(modelTo)));
  if (polymorphic !== undefined) ensureKeyProperty(model, polymorphic.discriminator, { type: 'string' });
  return {
    ...commonParts(type, from, name, settings),
    modelTo,
    keyFrom: primary,
    keyTo: keyFrom,
    multiple: true,
    embed: false,
    through: { model, keyFrom, keyTo },
    polymorphic:
      polymorphic === undefined
        ? undefined
        : {
            discriminator: polymorphic.discriminator,
            typeName: isInverse ? modelTo.modelName : from.modelName,
            isInverse,
          },
  };
}
