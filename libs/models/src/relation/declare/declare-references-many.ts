import type { AnyModel } from '../../model/model.js';
import type { Relation } from '../../model/model-relation.js';
import { keyListNameOf } from '../relation-names.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';

/** The ids of the targets are a list in the declaring model. */
export function declareReferencesMany(from: AnyModel, name: string, settings: RelationSettings): Relation {
  const modelTo = modelSetting(from, name, settings, 'model');
  const keyFrom = textSetting(settings, 'foreignKey') ?? keyListNameOf(modelTo.modelName);
  const keyTo = idNameOf(modelTo);
  const idType = modelTo.getPropertyType(keyTo)?.toLowerCase() ?? 'any';
  const declared = from.core.schema.properties.get(keyFrom);
  from.defineProperty(keyFrom, { default: [], ...declared?.raw, type: [idType] });
  return {
    ...commonParts('referencesMany', from, name, settings),
    modelTo,
    keyFrom,
    keyTo,
    multiple: true,
    embed: false,
    through: undefined,
    polymorphic: undefined,
  };
}
