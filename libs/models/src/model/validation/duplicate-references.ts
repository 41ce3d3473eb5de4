import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import type { ValidationFailure } from './validation.error.js';

/** A list of keys of a referencesMany that has one of them twice, as a failure of the relation. */
export function* duplicateReferences(instance: object, core: ModelCore): Iterable<ValidationFailure> {
  for (const { name, type, keyFrom, modelTo } of core.relations.values()) {
    if (type !== 'referencesMany') continue;
    const keys = instanceState(instance).data[keyFrom];
    if (!Array.isArray(keys) || new Set(keys.map(String)).size === keys.length) continue;
    yield {
      property: name,
      code: 'uniqueness',
      message: `contains duplicate \`${modelTo?.modelName ?? ''}\` instance`,
      value: undefined,
    };
  }
}
