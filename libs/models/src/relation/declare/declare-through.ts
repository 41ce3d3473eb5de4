import type { AnyModel } from '../../model/model.js';
import { ensureKeyProperty } from '../key-property.js';
import { polymorphicNames } from '../polymorphic-keys.js';
import type { Relation } from '../../model/model-relation.js';
import { RelationDefinitionError } from '../relation.error.js';
import { camelName, keyNameOf } from '../relation-names.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';
import { linkModelOf } from './link-model.js';

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
  const ownKey = isHabtm ? undefined : textSetting(settings, 'foreignKey');
  const targetKey = isHabtm ? undefined : textSetting(settings, 'keyThrough');
  const byName = (of: AnyModel) => (isHabtm ? `${camelName(of.modelName)}Id` : keyNameOf(of.modelName));
  const keyFrom = polymorphic !== undefined && !isInverse ? polymorphic.foreignKey : (ownKey ?? byName(from));
  const keyTo = polymorphic !== undefined && isInverse ? polymorphic.foreignKey : (targetKey ?? byName(modelTo));
  const primary = textSetting(settings, 'primaryKey') ?? idNameOf(from);
  ensureKeyProperty(model, keyFrom, { of: { model: from, property: primary } });
  ensureKeyProperty(model, keyTo, { of: { model: modelTo, property: idNameOf(modelTo) } });
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
