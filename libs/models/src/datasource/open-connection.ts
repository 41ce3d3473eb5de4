import type { MikroORM } from '@mikro-orm/core';
import type { DataSourceSettings } from '../definition/project.js';
import { ConnectionError } from './connection.error.js';
import type { Connector, ConnectorContext } from './connector.js';
import type { Dialect } from './dialect.js';
import type { Executor } from './executor.js';
import { retryConnection } from './retry-connection.js';
import type { Service } from './service-connector.js';
import { ServiceError } from './service.error.js';

/** Milliseconds for which a connection is tried, where the setting `connectTimeout` does not say otherwise. */
const CONNECT_TIMEOUT = 30_000;

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly connector: Connector;
  readonly settings: DataSourceSettings;
  readonly context: ConnectorContext;
  readonly dialect: Dialect;
  /** A MikroORM instance of the application's own, which is not closed. */
  readonly orm: MikroORM | undefined;
  readonly signal: AbortSignal;
}

/** What a data source has while it is connected. */
export interface OpenConnection {
  readonly orm: MikroORM | undefined;
  readonly service: Service | undefined;
  readonly executor: Executor;
}

/**
 * Opens what a data source stands on, trying for a bounded time; what was opened is closed where that fails.
 *
 * @throws ConnectionError, or ServiceError where the service of a connector without a database cannot be opened
 */
export async function openConnection(options: ConnectionOptions): Promise<OpenConnection> {
  const { connector, settings, context, dialect, signal } = options;
  const orm = options.orm ?? (await connector.open(settings, context));
  const service = await openService(options);
  const limit = Number(settings['connectTimeout'] ?? CONNECT_TIMEOUT);
  const began = performance.now();
  try {
    const executor = await retryConnection(() => tryConnection(connector, orm), {
      limit,
      signal,
      mayPass: (error) => mayPass(error, dialect),
    });
    return { orm, service, executor };
  } catch (error) {
    if (orm !== options.orm) await orm?.close(true);
    await service?.close?.();
    const seconds = Math.round((performance.now() - began) / 1000);
    throw new ConnectionError(context.name, placeOf(options), seconds, error);
  }
}

async function openService(options: ConnectionOptions): Promise<Service | undefined> {
  const { connector, settings, context } = options;
  try {
    return await connector.openService?.(settings, context);
  } catch (error) {
    throw new ServiceError(context.name, placeOf(options), error);
  }
}

function placeOf({ connector, settings }: ConnectionOptions): string {
  return connector.describe?.(settings) ?? connector.name;
}

async function tryConnection(connector: Connector, orm: MikroORM | undefined): Promise<Executor> {
  const executor = await connector.createExecutor(orm);
  await executor.execute({ sql: 'SELECT 1', parameters: [] });
  return executor;
}

/** Another process may be opening the same file of SQLite (`timeout`). */
function mayPass(error: unknown, dialect: Dialect): boolean {
  const kind = dialect.failure(error)?.kind;
  return kind === 'connection' || kind === 'timeout';
}
