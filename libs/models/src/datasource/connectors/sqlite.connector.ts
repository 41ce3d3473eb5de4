import type { MikroORM } from '@mikro-orm/core';
import { resolve } from 'node:path';
import type { DataSourceSettings } from '../../definition/project.js';
import type { Connector, ConnectorContext } from '../connector.js';
import { SqliteDialect } from '../dialects/sqlite.dialect.js';
import type { Executor } from '../executor.js';
import { createSqliteExecutor, openSqlite } from './sqlite-database.js';

const MEMORY = ':memory:';

/** SQLite: `{ "connector": "sqlite", "file": "./data.sqlite" }`, a path relative to the project, or `:memory:`. */
export class SqliteConnector implements Connector {
  readonly name = 'sqlite';
  readonly aliases = ['sqlite3'];
  readonly platforms = ['SqlitePlatform'];

  open(settings: DataSourceSettings, context: ConnectorContext): Promise<MikroORM> {
    const file = fileOf(settings);
    return openSqlite(file === MEMORY ? file : resolve(context.directory, file), settings);
  }

  createDialect(): SqliteDialect {
    return new SqliteDialect();
  }

  createExecutor(orm: MikroORM): Promise<Executor> {
    return createSqliteExecutor(orm);
  }

  isPrivate(settings: DataSourceSettings): boolean {
    return fileOf(settings) === MEMORY;
  }

  describe(settings: DataSourceSettings): string {
    return fileOf(settings);
  }
}

/** LoopBack's connector has `file`, or a `url` that is a path. */
function fileOf({ file, url, file_name: fileName }: DataSourceSettings): string {
  for (const value of [file, url, fileName]) {
    if (typeof value === 'string' && value !== '') return value.replace(/^(?:sqlite3?|file):(?:\/\/)?/, '');
  }
  return MEMORY;
}
