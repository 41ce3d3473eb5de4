import { DataSource } from '../datasource/data-source.js';
import type { ModelRegistry } from '../model/model-registry.js';
import { newRegistry } from './new-registry.js';

/** What a registry is made with. */
export interface CreateRegistryOptions {
  /** Where the models tell of what needs attention and fails nothing. */
  readonly warn?: (text: string) => void;
}

/**
 * Makes a registry of models, for scripts without an application. Registries do not see each other.
 *
 * @example
 * const registry = createRegistry();
 * const Customer = registry.createModel('Customer', { name: String });
 * Customer.attachTo(registry.createDataSource('db', { connector: 'memory' }));
 */
export function createRegistry({ warn }: CreateRegistryOptions = {}): ModelRegistry {
  const registry = newRegistry(warn);
  registry.dataSourceFactory = (name, settings) => new DataSource(name, settings, registry);
  return registry;
}
