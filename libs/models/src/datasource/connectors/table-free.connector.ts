import type { DataSourceSettings } from '../../definition/project.js';
import type { Connector, ConnectorContext } from '../connector.js';
import type { AnyConnector, Service, ServiceConnector } from '../service-connector.js';
import { TransientConnector } from './transient.connector.js';

/** A connector of a service as data sources know connectors: there is no database, and models have no tables. */
export class TableFreeConnector extends TransientConnector {
  override readonly name: string;
  readonly aliases: readonly string[];
  readonly base: string | undefined;

  constructor(private readonly kind: ServiceConnector) {
    super();
    this.name = kind.name;
    this.aliases = kind.aliases ?? [];
    this.base = kind.base;
  }

  openService(settings: DataSourceSettings, context: ConnectorContext): Promise<Service> {
    return this.kind.openService(settings, context);
  }

  override describe(settings?: DataSourceSettings): string {
    return this.kind.describe?.(settings ?? {}) ?? this.name;
  }
}

/** Any connector as data sources know them. */
export function toConnector(connector: AnyConnector): Connector {
  return 'createDialect' in connector ? connector : new TableFreeConnector(connector);
}

/** Whether a value is a connector of either type. */
export function isConnector(value: unknown): value is AnyConnector {
  if (typeof value !== 'object' || value === null) return false;
  return ('createDialect' in value && 'createExecutor' in value && 'open' in value) || 'openService' in value;
}
