import type { MikroORM } from '@mikro-orm/core';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { DataSourceSettings } from '../../definition/project.js';
import type { Connector, ConnectorContext } from '../connector.js';
import { SqliteDialect } from '../dialects/sqlite.dialect.js';
import type { Executor } from '../executor.js';
import { type InitialData, readMemoryFile } from '../memory-file.js';
import { createSqliteExecutor, openSqlite } from './sqlite-database.js';

/**
 * LoopBack's memory connector: a private SQLite database whose tables appear when they are needed. With `file` the data of
 * LoopBack's JSON file are taken over into a database beside it, where they are kept from then on.
 */
export class MemoryConnector implements Connector {
  readonly name = 'memory';
  readonly lazySchema = true;

  open(settings: DataSourceSettings, context: ConnectorContext): Promise<MikroORM> {
    const file = jsonFile(settings, context);
    return openSqlite(file === undefined ? ':memory:' : `${file}.sqlite`, settings);
  }

  createDialect(): SqliteDialect {
    return new SqliteDialect(['memory', 'sqlite3', 'sqlite', 'postgresql']);
  }

  createExecutor(orm: MikroORM): Promise<Executor> {
    return createSqliteExecutor(orm);
  }

  isPrivate({ file }: DataSourceSettings): boolean {
    return typeof file !== 'string' || file === '';
  }

  describe(settings: DataSourceSettings): string {
    return typeof settings.file === 'string' ? `${settings.file}.sqlite` : 'memory';
  }

  async initialData(settings: DataSourceSettings, context: ConnectorContext): Promise<InitialData | undefined> {
    const file = jsonFile(settings, context);
    return file !== undefined && existsSync(file) ? readMemoryFile(file) : undefined;
  }
}

function jsonFile({ file }: DataSourceSettings, { directory }: ConnectorContext): string | undefined {
  return typeof file === 'string' && file !== '' ? resolve(directory, file) : undefined;
}
