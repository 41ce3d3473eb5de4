import type { ModelDefinition } from './model-definition.js';
import { resolveModelDefinition } from './resolve-model-definition.js';

const CONTEXT = { report: () => undefined, warn: () => undefined };

/** The root of all models: no properties, no data. */
export const MODEL_DEFINITION: ModelDefinition = resolveModelDefinition({ name: 'Model' }, undefined, CONTEXT);

/** The base of models that are stored. Its generated id is inherited by all that have none of their own. */
export const PERSISTED_MODEL_DEFINITION: ModelDefinition = resolveModelDefinition(
  { name: 'PersistedModel', properties: { id: { type: 'number', id: true, generated: true } } },
  MODEL_DEFINITION,
  CONTEXT,
);

/** The base of models of keys and values, which have no instances, and so no ids. */
export const KEY_VALUE_MODEL_DEFINITION: ModelDefinition = resolveModelDefinition(
  { name: 'KeyValueModel', idInjection: false },
  MODEL_DEFINITION,
  CONTEXT,
);

/** The models that every registry has. */
export const ROOT_DEFINITIONS: readonly ModelDefinition[] = [
  MODEL_DEFINITION,
  PERSISTED_MODEL_DEFINITION,
  KEY_VALUE_MODEL_DEFINITION,
];
