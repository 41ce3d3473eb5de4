import type { MikroORM } from '@mikro-orm/core';
import type { AbstractSqlConnection } from '@mikro-orm/sql';
import type { DataSourceSettings } from '../../definition/project.js';
import type { Executor } from '../executor.js';
import type { SqliteDatabase } from '../executors/sqlite-connection.js';
import type { Exclusively } from '../executors/sqlite-turns.js';
import { SqliteExecutor } from '../executors/sqlite.executor.js';
import { importDriver } from './driver-package.js';
import { WITHOUT_ENTITIES } from './without-entities.js';

/** A MikroORM instance over a file, by its absolute path, or `:memory:`. */
export async function openSqlite(dbName: string, settings: DataSourceSettings): Promise<MikroORM> {
  // oxlint-disable-next-line no-restricted-imports -- loaded when it is needed
  const driver = await importDriver('@mikro-orm/sqlite', () => import('@mikro-orm/sqlite'));
  return new driver.MikroORM({ ...WITHOUT_ENTITIES, dbName, debug: settings.debug === true });
}

export async function createSqliteExecutor(orm: MikroORM): Promise<Executor> {
  const connection = orm.driver.getConnection() as AbstractSqlConnection;
  const database = (await connection.getNativeClient()) as SqliteDatabase;
  const exclusively: Exclusively = (task) => connection.getClient().connection().execute(task);
  return new SqliteExecutor(database, exclusively);
}
