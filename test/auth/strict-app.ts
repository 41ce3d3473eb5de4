import { auth, type AuthOptions } from '@loopnest/auth';
import { type Application, createApplication, createHandler, type Statement } from '@loopnest/models';
import express from 'express';
import request from 'supertest';
import { afterEach, beforeAll } from 'vitest';
import { countedConnector, SentStatements } from '../deviations/counted-connector.js';
import type { TestDatabase } from '../support/databases.js';

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete' | 'head';
export type Ask = (verb: Verb, path: string, body?: unknown) => request.Test;

/** A definition, served from the data source `db`. */
export type StrictModel = { readonly name: string } & Readonly<Record<string, unknown>>;

export interface StrictAppOptions {
  readonly models: readonly StrictModel[];
  /** Entries of model-config beside those of the models. */
  readonly configure?: Readonly<Record<string, object>>;
  readonly auth?: AuthOptions;
  /** Data sources beside `db`. */
  readonly services?: Readonly<Record<string, { readonly connector: string }>>;
  /** Before the application starts. */
  readonly prepare?: (app: Application) => void;
}

/** What a test sees of an application whose rules hold strictly. */
export class StrictApp {
  constructor(
    readonly app: Application,
    private readonly host: express.Express,
    private readonly sent: SentStatements,
  ) {}

  /** A model, whose functions tests call by their names. */
  model(name: string): any {
    return this.app.registry.getModel(name);
  }

  readonly stranger: Ask = (verb, path, body) => {
    const test = request(this.host)[verb](`/api${path}`);
    return body === undefined ? test : test.send(body as object);
  };

  /** Makes users, and asks as each of them. */
  async users(count: number, model = 'User', token: object = {}): Promise<Ask[]> {
    const asks: Ask[] = [];
    for (let number = 1; number <= count; number++) {
      const email = `${model.toLowerCase()}${String(number)}@x.test`;
      const user = await this.model(model).create({ email, password: HASH });
      asks.push(await this.withToken({ userId: user.id, ...token }));
    }
    return asks;
  }

  async withToken(properties: object, model = 'AccessToken'): Promise<Ask> {
    const { id } = (await this.model(model).create(properties)) as { readonly id: string };
    return (verb, path, body) => this.stranger(verb, path, body).set('Authorization', id);
  }

  async fill(model: string, ...rows: readonly object[]): Promise<void> {
    // One after the other: their ids are 1, 2, 3 …
    for (const row of rows) await this.model(model).create(row);
  }

  /** The statements that a piece of work sends about a table. */
  async statements(table: string, work: () => Promise<unknown>): Promise<readonly string[]> {
    const sent = await this.sent.of(work);
    return sent.map(({ sql }: Statement) => sql).filter((sql) => new RegExp(`["\`]${table}["\`]`).test(sql));
  }
}

// What nobody logs in with need not be hashed.
const HASH = '$2a$04$abcdefghijklmnopqrstuuQhbyq1AJJ5vRDY5lUTJ9HeyvSnQXzau';

/** A filter, as it stands in a URL. */
export function filter(value: object): string {
  return `filter=${encodeURIComponent(JSON.stringify(value))}`;
}

export function where(value: object): string {
  return `where=${encodeURIComponent(JSON.stringify(value))}`;
}

/** A rule that lets a role in. */
export function allow(role: string, property?: string | readonly string[]): object {
  return {
    principalType: 'ROLE',
    principalId: role,
    permission: 'ALLOW',
    ...(property === undefined ? {} : { property }),
  };
}

export const DENY_ALL = { principalType: 'ROLE', principalId: '$everyone', permission: 'DENY' };

/** Everything is the owner's. */
export const OWNER_RULES = [DENY_ALL, allow('$owner')];

/** Makes applications with `checkAccess: 'strict'` that are gone after each test. */
export function useStrictApps(database: TestDatabase): (options: StrictAppOptions) => Promise<StrictApp> {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  return async (options) => {
    const { app, strict, end } = await createStrictApp(database, options);
    ends.unshift(end);
    await app.start();
    return strict;
  };
}

/** One application for all tests of a suite, which do not change what it has. */
export function shareStrictApp(
  database: TestDatabase,
  options: StrictAppOptions,
  fill: (app: StrictApp) => Promise<void>,
): () => StrictApp {
  let shared: StrictApp | undefined;
  beforeAll(async () => {
    const { app, strict, end } = await createStrictApp(database, options);
    await app.start();
    await fill(strict);
    shared = strict;
    return end;
  });
  return () => {
    if (shared === undefined) throw new Error('The application is not there yet');
    return shared;
  };
}

/** Makes one application; it is not started. */
export async function createStrictApp(
  database: TestDatabase,
  { models, configure = {}, services = {}, auth: options = { checkAccess: 'strict' }, prepare }: StrictAppOptions,
): Promise<{ readonly app: Application; readonly strict: StrictApp; readonly end: () => Promise<void> }> {
  const { url, drop } = await database.create();
  const served = models.map(({ name }) => [name, { dataSource: 'db', public: true }] as const);
  const sent = new SentStatements();
  const app = createApplication({
    dataSources: { db: { connector: database.name, url }, ...services },
    connectors: [countedConnector(database.name, sent)],
    models: [...models],
    modelConfig: { ...Object.fromEntries(served), ...configure } as never,
    plugins: [auth(options, { dataSource: 'db' })],
    logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
  });
  const end = async () => {
    await app.close();
    await drop();
  };
  try {
    prepare?.(app);
  } catch (error) {
    await end();
    throw error;
  }
  const host = express().use('/api', createHandler(app));
  return { app, strict: new StrictApp(app, host, sent), end };
}
