import type { DataSourceSettings } from '../../definition/project.js';

/** Where PostgreSQL is and as whom we come, in the words of the driver. */
export interface PostgresqlOptions {
  /** Options of MikroORM: names of its own. */
  readonly connection: Readonly<Record<string, unknown>>;
  /** Options of the `pg` pool, which go before those. */
  readonly driver: Readonly<Record<string, unknown>>;
}

/** Milliseconds to wait for a connection, a free one of the pool included. */
const CONNECT_TIMEOUT = 30_000;

/** Settings of a data source (`url`, or `host`, `port`, `database`, `user`, `password`) as options of the driver. */
export function postgresqlOptions(settings: DataSourceSettings): PostgresqlOptions {
  const { url } = settings;
  const user = settings.username ?? settings.user;
  const driver: Record<string, unknown> = { ...driverOptions(settings) };
  if (typeof url === 'string' && url !== '') {
    // The driver knows more of a URL than MikroORM: sockets, `sslmode`, `application_name`.
    return { connection: { clientUrl: url }, driver: { ...driver, connectionString: url } };
  }
  const connection = defined({
    host: settings.host ?? settings.hostname ?? 'localhost',
    port: settings.port === undefined ? undefined : Number(settings.port),
    dbName: settings.database ?? settings.db,
    user,
    password: settings.password,
  });
  return { connection, driver };
}

/** The replicas: a URL or settings each, over those of the data source. */
export function replicaOptions(settings: DataSourceSettings): readonly PostgresqlOptions[] {
  const { replicas = settings.read } = settings;
  if (replicas === undefined || replicas === null || replicas === false) return [];
  const list: readonly unknown[] = Array.isArray(replicas) ? replicas : [replicas];
  return list.map((replica) => {
    if (typeof replica === 'string') return postgresqlOptions({ ...settings, url: replica });
    if (typeof replica === 'object' && replica !== null) {
      const own = replica as DataSourceSettings;
      return postgresqlOptions({ ...settings, ...(own.host === undefined ? {} : { url: undefined }), ...own });
    }
    throw new Error('Each of "replicas" must be a URL or an object with host, port, database, user and password.');
  });
}

function driverOptions(settings: DataSourceSettings): Record<string, unknown> {
  const pool = isRecord(settings.pool) ? settings.pool : {};
  return defined({
    max: settings.max ?? settings.connectionLimit ?? pool.max,
    min: settings.min ?? pool.min,
    idleTimeoutMillis: settings.idleTimeoutMillis ?? pool.idleTimeoutMillis,
    connectionTimeoutMillis: settings.connectionTimeoutMillis ?? settings.connectTimeout ?? CONNECT_TIMEOUT,
    ssl: settings.ssl,
    application_name: settings.application_name,
    keepAlive: settings.keepAlive,
    // Dates are written and read in UTC; what the driver reads does not depend on it, what others compute in SQL may.
    options: settings.options ?? '-c TimeZone=UTC',
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function defined(options: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined && value !== null));
}
