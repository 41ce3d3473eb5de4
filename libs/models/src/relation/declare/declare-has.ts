import type { AnyModel } from '../../model/model.js';
import { ensureKeyProperty } from '../key-property.js';
import { polymorphicNames } from '../polymorphic-keys.js';
import type { Relation } from '../../model/model-relation.js';
import { keyNameOf } from '../relation-names.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';

/** hasMany and hasOne: the key is in the target. */
export function declareHas(
  type: 'hasMany' | 'hasOne',
  from: AnyModel,
  name: string,
  settings: RelationSettings,
): Relation {
  const modelTo = modelSetting(from, name, settings, 'model');
  const keyFrom = textSetting(settings, 'primaryKey') ?? idNameOf(from);
  const polymorphic = polymorphicNames(from, name, settings);
  const keyTo = polymorphic?.foreignKey ?? textSetting(settings, 'foreignKey') ?? keyNameOf(from.modelName);
  const idType = polymorphic?.idType;
  ensureKeyProperty(
    modelTo,
    keyTo,
    idType === undefined ? { of: { model: from, property: keyFrom } } : { type: idType },
  );
  if (polymorphic !== undefined) ensureKeyProperty(modelTo, polymorphic.discriminator, { type: 'string' });
  return {
    ...commonParts(type, from, name, settings),
    modelTo,
    keyFrom,
    keyTo,
    multiple: type === 'hasMany',
    embed: false,
    through: undefined,
    polymorphic:
      polymorphic === undefined
        ? undefined
        : { discriminator: polymorphic.discriminator, typeName: from.modelName, isInverse: false },
  };
}
