import type { AnyModel } from '../model/model.js';
import type { Relation, RelationProperties, RelationScope, RelationType } from '../model/model-relation.js';
import { RelationDefinitionError } from './relation.error.js';

/** A relation as it is written: in JSON, or in code. */
export type RelationSettings = Readonly<Record<string, unknown>>;

/** A setting that is a text; `""` is the same as not given. */
export function textSetting(settings: RelationSettings, name: string): string | undefined {
  const value = settings[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The model that a setting names, or is; refuses one that is not there. */
export function modelSetting(from: AnyModel, relation: string, settings: RelationSettings, setting: string): AnyModel {
  const value = settings[setting];
  const model = from.registry.findModel(value) ?? findIgnoringCase(from, value);
  if (model !== undefined) return model;
  const known = from.registry.modelNames.join(', ');
  throw new RelationDefinitionError(
    from.modelName,
    relation,
    `${setting} ${JSON.stringify(value) ?? 'is missing: it'} must be the name of a model; known: ${known}`,
    from.core.schema.definition.source?.file,
  );
}

function findIgnoringCase(from: AnyModel, name: unknown): AnyModel | undefined {
  const found = from.registry.modelNames.find((each) => each.toLowerCase() === String(name).toLowerCase());
  return found === undefined ? undefined : from.registry.findModel(found);
}

/** The parts of a relation that all types read in the same way. */
export function commonParts(
  type: RelationType,
  from: AnyModel,
  name: string,
  settings: RelationSettings,
): Pick<Relation, 'name' | 'type' | 'modelFrom' | 'scope' | 'properties' | 'options' | 'settings' | 'path'> {
  const options = record(settings['options']);
  const path = record(options['http'])['path'];
  return {
    name,
    type,
    modelFrom: from,
    scope: settings['scope'] as RelationScope | undefined,
    properties: settings['properties'] as RelationProperties | undefined,
    options,
    settings,
    path: typeof path === 'string' && path !== '' ? path.replace(/^\/+/, '') : name,
  };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The id of a model, which keys point to where nothing else is said. */
export function idNameOf(model: AnyModel): string {
  return model.core.schema.idName ?? 'id';
}
