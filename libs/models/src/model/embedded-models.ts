import type { PropertyType } from '../definition/property-definition.js';
import { plainValue } from './instance-state.js';
import type { ModelCore } from './model-core.js';

/** Names of the models whose instances are within the values of a type. */
export function embeddedModels(type: PropertyType): readonly string[] {
  switch (type.kind) {
    case 'array':
      return embeddedModels(type.items);
    case 'inline':
      return type.properties.flatMap((property) => embeddedModels(property.type));
    case 'model':
      return [type.model];
    case 'scalar':
      return [];
  }
}

/** A value as it is stored: what is hidden in the instances within it is kept. */
export function storedValue(value: unknown, type: PropertyType): unknown {
  return type.kind === 'scalar' || embeddedModels(type).length === 0 ? value : plainValue(value, false);
}

/** Whether what is stored of embedded instances is what is to be seen of them. */
export function showsEmbeddedRows(core: ModelCore, seen: ReadonlySet<ModelCore> = new Set()): boolean {
  const { embedded } = core.schema;
  if (embedded.length === 0 || seen.has(core)) return true;
  return embedded.every((name) => {
    const model = core.registry.findModel(name)?.core;
    if (model === undefined) return true;
    const { hidden, protected: guarded } = model.schema;
    return (
      hidden.size === 0 && guarded.size === 0 && model.showsRows && showsEmbeddedRows(model, new Set([...seen, core]))
    );
  });
}
