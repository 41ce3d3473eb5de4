import type { MikroORM } from '@mikro-orm/core';
import type { DataSourceSettings } from '../../definition/project.js';
import type { Connector } from '../connector.js';
import { textValue } from '../dialects/parameter-values.js';
import { PostgresqlDialect } from '../dialects/postgresql.dialect.js';
import type { Executor } from '../executor.js';
import type { PgPool } from '../executors/postgresql-client.js';
import { PostgresqlExecutor } from '../executors/postgresql.executor.js';
import { importDriver } from './driver-package.js';
import { postgresqlOptions, replicaOptions } from './postgresql-options.js';
import { WITHOUT_ENTITIES } from './without-entities.js';

/** PostgreSQL: `url`, or `host`, `port`, `database`, `user`, `password`; `schema`; the pool (`max`, `min`), `ssl`, `replicas`. */
export class PostgresqlConnector implements Connector {
  readonly name = 'postgresql';
  readonly aliases = ['postgres'];
  readonly platforms = ['PostgreSqlPlatform'];

  async open(settings: DataSourceSettings): Promise<MikroORM> {
    // oxlint-disable-next-line no-restricted-imports -- loaded when it is needed
    const driver = await importDriver('@mikro-orm/postgresql', () => import('@mikro-orm/postgresql'));
    const { connection, driver: driverOptions } = postgresqlOptions(settings);
    const replicas = replicaOptions(settings).map((replica) => ({
      ...replica.connection,
      driverOptions: replica.driver,
    }));
    return new driver.MikroORM({
      ...WITHOUT_ENTITIES,
      ...connection,
      driverOptions,
      ...(replicas.length > 0 ? { replicas } : {}),
      debug: settings.debug === true,
    });
  }

  createDialect({ schema }: DataSourceSettings): PostgresqlDialect {
    return typeof schema === 'string' && schema !== '' ? new PostgresqlDialect(schema) : new PostgresqlDialect();
  }

  async createExecutor(orm: MikroORM): Promise<Executor> {
    const pool = (await orm.driver.getConnection().getNativeClient()) as PgPool;
    const replica = await replicaChoice(orm, pool);
    return replica === undefined ? new PostgresqlExecutor(pool) : new PostgresqlExecutor(pool, replica);
  }

  describe(settings: DataSourceSettings): string {
    const { connection } = postgresqlOptions(settings);
    if (typeof connection.clientUrl !== 'string') {
      const { host, port = 5432, dbName = '' } = connection;
      return `${textValue(host)}:${textValue(port)}/${textValue(dbName)}`;
    }
    const url = URL.parse(connection.clientUrl);
    return url === null ? 'an unreadable URL' : `${url.host}${url.pathname}`;
  }
}

/** MikroORM chooses a replica each time it is asked; its pools have to be opened before. */
async function replicaChoice(orm: MikroORM, primary: PgPool): Promise<(() => PgPool) | undefined> {
  const { driver } = orm;
  const count = orm.config.get('replicas')?.length ?? 0;
  if (count === 0) return undefined;
  const pools = new Map<unknown, PgPool>();
  for (let tries = 0; pools.size < count && tries < 100 * count; tries++) {
    const connection = driver.getConnection('read');
    if (!pools.has(connection)) pools.set(connection, (await connection.getNativeClient()) as PgPool);
  }
  return () => pools.get(driver.getConnection('read')) ?? primary;
}
