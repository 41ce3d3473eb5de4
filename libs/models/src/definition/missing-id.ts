import type { ModelDefinition } from './model-definition.js';

const NOT_DATABASES = /^(?:loopback-connector-)?(?:transient|mail|rest|kv-.+)$/;

/**
 * Why a model cannot be stored by a connector: it descends from `PersistedModel` and has no id. LoopBack started with such
 * a model, and half of its routes were 500 (deviation 17 of the chapter on definitions).
 */
export function describeMissingId(definition: ModelDefinition, connector: unknown): string | undefined {
  if (definition.idNames.length > 0 || !definition.ancestors.includes('PersistedModel')) return undefined;
  if (typeof connector === 'string' && NOT_DATABASES.test(connector)) return undefined;
  return `the model "${definition.name}" has no id: that of its base "${definition.base}" is taken out and there is no other one, so its rows could not be told apart`;
}
