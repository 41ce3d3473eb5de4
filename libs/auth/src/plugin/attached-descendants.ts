import type { AnyModel, ModelRegistry } from '@loopnest/models';

/** The descendants of a model that are attached to a data source, in the order in which they were made. */
export function attachedDescendants(registry: ModelRegistry, name: string): readonly AnyModel[] {
  return registry.descendantsOf(registry.getModel(name)).filter(({ dataSource }) => dataSource !== undefined);
}
