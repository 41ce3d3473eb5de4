import type { AnyModel } from '../../model/model.js';
import type { Relation } from '../../model/model-relation.js';
import { camelName, pluralNameOf } from '../relation-names.js';
import { commonParts, idNameOf, modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';

/** embedsOne and embedsMany: the value is an object, or a list of them, in a property of the declaring model. */
export function declareEmbedded(
  type: 'embedsOne' | 'embedsMany',
  from: AnyModel,
  name: string,
  settings: RelationSettings,
): Relation {
  const modelTo = modelSetting(from, name, settings, 'model');
  const isMany = type === 'embedsMany';
  const usual = isMany ? pluralNameOf(modelTo.modelName) : camelName(modelTo.modelName);
  const asked = textSetting(settings, 'property') ?? usual;
  const property = asked === name ? `_${asked}` : asked;
  const common = commonParts(type, from, name, settings);
  from.defineProperty(property, {
    ...(common.options['property'] as object | undefined),
    type: isMany ? [modelTo.modelName] : modelTo.modelName,
    ...embeddedDefault(isMany, settings, common.options),
  });
  return {
    ...common,
    modelTo,
    keyFrom: property,
    keyTo: idNameOf(modelTo),
    multiple: isMany,
    embed: true,
    through: undefined,
    polymorphic: undefined,
  };
}

function embeddedDefault(
  isMany: boolean,
  settings: RelationSettings,
  options: Readonly<Record<string, unknown>>,
): { default?: unknown } {
  const written = settings['default'];
  if (!isMany)
    return written === true
      ? { default: {} }
      : typeof written === 'object' && written !== null
        ? { default: written }
        : {};
  if (options['omitDefaultEmbeddedItem'] === true) return {};
  return { default: Array.isArray(written) ? written : [] };
}
