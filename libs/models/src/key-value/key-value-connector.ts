import type { ServiceConnector } from '../datasource/service-connector.js';
import type { KeyValueStore } from './key-value-store.js';

/**
 * A kind of store of keys and values, for models with the base `KeyValueModel`. A third party registers one as every other
 * connector: `ModelsModule.forRoot({ connectors: [myConnector] })`.
 *
 * @example
 * declare function connectTo(url: string): Promise<KeyValueStore>;
 * const connector: KeyValueConnector = {
 *   name: 'kv-redis',
 *   base: 'KeyValueModel',
 *   openService: (settings) => connectTo(String(settings.url)),
 * };
 */
export interface KeyValueConnector extends ServiceConnector<KeyValueStore> {
  readonly base: 'KeyValueModel';
}
