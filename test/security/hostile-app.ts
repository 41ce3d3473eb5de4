import { type DynamicModule, type LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Application, getApplicationToken, ModelsModule, type PersistedModel } from '@loopnest/models';
import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DatabaseName, TestDatabase } from '../support/databases.js';
import { HIDDEN_VALUE, MODELS, seedsOf, TABLES } from './hostile-models.js';

/** The application that the suite attacks, on one database, in this process. */
export interface HostileApp {
  readonly database: DatabaseName;
  readonly host: string;
  readonly port: number;
  /** What the server has told of errors that it calls its own. */
  readonly serverErrors: string[];
  /** A checksum per table, and one of the schema. */
  checksums(): Promise<Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

@Module({})
class HostileModule {}

/** @param hidden - what stands in the hidden properties of its rows */
export async function startHostileApp(database: TestDatabase, hidden = HIDDEN_VALUE): Promise<HostileApp> {
  const { url, drop } = await database.create();
  const serverErrors: string[] = [];
  const nest = await NestFactory.create(hostileModule(url), {
    bodyParser: false,
    logger: quietLogger(serverErrors),
    abortOnError: false,
  });
  await nest.listen(0, '127.0.0.1');
  const server = nest.getHttpServer() as Server;
  // A connection that is kept would end while its next request is on the way.
  server.keepAliveTimeout = 600_000;
  const { port } = server.address() as AddressInfo;
  const application = nest.get<Application>(getApplicationToken());
  await seed(application, hidden);
  return {
    database: database.name,
    host: '127.0.0.1',
    port,
    serverErrors,
    checksums: () => checksums(application, database.name),
    close: async () => {
      await nest.close();
      await drop();
    },
  };
}

function hostileModule(url: string): DynamicModule {
  const isPostgres = url.startsWith('postgresql:');
  const db = isPostgres ? { connector: 'postgresql', url } : { connector: 'sqlite', file: ':memory:' };
  const options = {
    models: MODELS,
    modelConfig: Object.fromEntries(MODELS.map(({ name, base }) => [name, { dataSource: dataSourceOf(base) }])),
    dataSources: { db, shelf: { connector: 'kv-memory' } },
    // Larger than by default, so that more gets to the limits behind it.
    config: { remoting: { rest: { xml: true }, json: { limit: '2mb' } } },
    environment: 'test',
    env: {},
  };
  return { module: HostileModule, imports: [ModelsModule.forRoot(options)] };
}

function dataSourceOf(base: unknown): string | null {
  if (base === 'KeyValueModel') return 'shelf';
  return base === 'Model' ? null : 'db';
}

async function seed(application: Application, hidden: string): Promise<void> {
  for (const [name, rows] of Object.entries(seedsOf(hidden))) {
    const model = application.models[name] as typeof PersistedModel;
    for (const row of rows) await model.create(row);
  }
}

async function checksums(application: Application, database: DatabaseName): Promise<Record<string, string>> {
  const { db } = application.dataSources;
  if (db === undefined) throw new Error('There is no data source');
  const sum = async (sql: string): Promise<string> => {
    const { rows } = await db.executor.execute({ sql, parameters: [] });
    const lines = rows.map((row) => JSON.stringify(row)).sort();
    return `${String(rows.length)} rows ${createHash('sha1').update(lines.join('\n')).digest('hex')}`;
  };
  const sums: Record<string, string> = { schema: await sum(SCHEMA[database]) };
  for (const name of TABLES) sums[name] = await sum(`SELECT * FROM ${db.tableOf(name).sql}`);
  return sums;
}

const SCHEMA: Readonly<Record<DatabaseName, string>> = {
  sqlite: 'SELECT type, name, sql FROM sqlite_master',
  postgresql: `SELECT table_schema, table_name, column_name, data_type FROM information_schema.columns
    WHERE table_schema NOT IN ('pg_catalog', 'information_schema')`,
};

function quietLogger(errors: string[]): LoggerService {
  const ignore = () => undefined;
  return { log: ignore, warn: ignore, debug: ignore, error: (message: unknown) => void errors.push(String(message)) };
}
