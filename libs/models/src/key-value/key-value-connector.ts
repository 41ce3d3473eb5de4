import type { Connector } from '../datasource/connector.js';

/**
 * A kind of store of keys and values, for models with the base `KeyValueModel`. A third party registers one as every other
 * connector: `ModelsModule.forRoot({ connectors: [myConnector] })`.
 *
 * @example
 * declare function connectTo(url: string): Promise<KeyValueStore>;
 * const connector: KeyValueConnector = {
 *   name: 'kv-redis',
 *   openKeyValues: (settings) => connectTo(String(settings.url)),
 * };
 */
export type KeyValueConnector = Pick<Connector, 'name' | 'aliases' | 'describe'> &
  Required<Pick<Connector, 'openKeyValues'>>;
