import type { DataSourceSettings } from '../../definition/project.js';
import type { KeyValueConnector } from '../../key-value/key-value-connector.js';
import type { KeyValueStore } from '../../key-value/key-value-store.js';
import type { Connector, ConnectorContext } from '../connector.js';
import { TransientConnector } from './transient.connector.js';

/** A connector of keys and values as data sources know connectors: there is no database, and models have no tables. */
export class TableFreeConnector extends TransientConnector {
  override readonly name: string;
  readonly aliases: readonly string[];

  constructor(private readonly kind: KeyValueConnector) {
    super();
    this.name = kind.name;
    this.aliases = kind.aliases ?? [];
  }

  openKeyValues(settings: DataSourceSettings, context: ConnectorContext): Promise<KeyValueStore> {
    return this.kind.openKeyValues(settings, context);
  }

  override describe(settings?: DataSourceSettings): string {
    return this.kind.describe?.(settings ?? {}) ?? this.name;
  }
}

/** Any connector as data sources know them. */
export function toConnector(connector: Connector | KeyValueConnector): Connector {
  return 'openKeyValues' in connector && !('createDialect' in connector)
    ? new TableFreeConnector(connector)
    : connector;
}
