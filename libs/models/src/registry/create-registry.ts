import { DataSource } from '../datasource/data-source.js';
import type { ModelRegistry } from '../model/model-registry.js';
import type { BuiltInModel } from './built-in-model.js';
import { newRegistry } from './new-registry.js';

/** What a registry is made with. */
export interface CreateRegistryOptions {
  /** Where the models tell of what needs attention and fails nothing. */
  readonly warn?: (text: string) => void;
  /** What packages bring: their models are made, and attached to nothing. */
  readonly plugins?: readonly { readonly models?: readonly BuiltInModel[] }[];
}

/**
 * Makes a registry of models, for scripts without an application. Registries do not see each other.
 *
 * @example
 * const registry = createRegistry();
 * const Customer = registry.createModel('Customer', { name: String });
 * Customer.attachTo(registry.createDataSource('db', { connector: 'memory' }));
 */
export function createRegistry({ warn, plugins = [] }: CreateRegistryOptions = {}): ModelRegistry {
  const registry = newRegistry(warn);
  registry.dataSourceFactory = (name, settings) => new DataSource(name, settings, registry);
  for (const { definition, setUp } of plugins.flatMap(({ models = [] }) => models)) {
    const model = registry.createModel(definition);
    if (setUp !== undefined) registry.setBehaviour(model, setUp);
  }
  return registry;
}
