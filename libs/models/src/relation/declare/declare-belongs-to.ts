import type { AnyModel } from '../../model/model.js';
import { ensureKeyProperty } from '../key-property.js';
import { polymorphicNames } from '../polymorphic-keys.js';
import type { Relation } from '../../model/model-relation.js';
import { RelationDefinitionError } from '../relation.error.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';

/** The key is in the declaring model. */
export function declareBelongsTo(from: AnyModel, name: string, settings: RelationSettings): Relation {
  const common = {
    ...commonParts('belongsTo', from, name, settings),
    multiple: false,
    embed: false,
    through: undefined,
  };
  const polymorphic = polymorphicNames(from, name, settings);
  if (polymorphic !== undefined) {
    if (settings['model'] !== undefined) {
      throw new RelationDefinitionError(from.modelName, name, 'a polymorphic belongsTo must not have a model');
    }
    const { foreignKey, discriminator, idType } = polymorphic;
    ensureKeyProperty(
      from,
      foreignKey,
      idType === undefined ? { of: { model: from, property: idNameOf(from) } } : { type: idType },
    );
    ensureKeyProperty(from, discriminator, { type: 'string' });
    return {
      ...common,
      modelTo: undefined,
      keyFrom: foreignKey,
      keyTo: textSetting(settings, 'idName') ?? 'id',
      polymorphic: { discriminator, typeName: undefined, isInverse: false },
    };
  }
  const modelTo = modelSetting(from, name, settings, 'model');
  const keyFrom = textSetting(settings, 'foreignKey') ?? `${name}Id`;
  const keyTo = textSetting(settings, 'primaryKey') ?? idNameOf(modelTo);
  ensureKeyProperty(from, keyFrom, { of: { model: modelTo, property: keyTo } });
  return { ...common, modelTo, keyFrom, keyTo, polymorphic: undefined };
}
