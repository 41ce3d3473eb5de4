import { auth, type AuthOptions } from '@loopnest/auth';
import {
  type Application,
  createApplication,
  type CreateApplicationOptions,
  createHandler,
  type PersistedModel,
} from '@loopnest/models';
import express from 'express';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type afterAll, afterEach, expect } from 'vitest';
import type { TestDatabase } from '../../support/databases.js';
import { faultsOf } from '../check-answer.js';
import { type Answer, type HostileRequest, HttpClient } from '../http-client.js';

const TIMEOUT = 30_000;

/** What an application is made of; its database is a new one, the data source `db`. */
export interface AttackedAppOptions extends Omit<CreateApplicationOptions, 'logger' | 'plugins' | 'dataSources'> {
  readonly auth?: AuthOptions;
  /** Sees requests before the API does. */
  readonly before?: express.RequestHandler;
}

/** A request of an attack. */
export interface Attempt {
  readonly method?: string;
  readonly path: string;
  /** Sent as `Authorization`. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is; anything else as JSON. */
  readonly body?: unknown;
}

/** Somebody with an account. */
export interface Account {
  readonly id: number;
  readonly email: string;
  readonly password: string;
  /** A session. */
  readonly token: string;
}

type Row = Readonly<Record<string, unknown>>;

/** An application with access control that listens, and what stands in its database. */
export class AttackedApp {
  /** What no answer to an attack may repeat. */
  readonly secrets: string[] = [];
  /** What the server has told of errors that it calls its own. */
  readonly serverErrors: string[];
  private readonly client: HttpClient;

  constructor(
    readonly application: Application,
    address: AddressInfo,
    serverErrors: string[],
  ) {
    this.serverErrors = serverErrors;
    this.client = new HttpClient({ host: '127.0.0.1', port: address.port });
  }

  model(name: string): typeof PersistedModel {
    return this.application.models[name] as typeof PersistedModel;
  }

  /** Makes a row in code, and gives its id. */
  async create(name: string, row: Row): Promise<number> {
    const { id } = (await this.model(name).create(row)) as unknown as { id: number };
    return id;
  }

  /** Makes an account in code, and a session of it. */
  async signUp(name: string, { model = 'User', ...more }: { model?: string } & Row = {}): Promise<Account> {
    const [email, password] = [`${name}@x.test`, `${name}-password`];
    const user = (await this.model(model).create({ email, password, ...more })) as unknown as Session;
    const { id: token } = await user.createAccessToken(3600);
    this.secrets.push(password, user.password, token);
    return { id: user.id, email, password, token };
  }

  send(attempt: Attempt): Promise<Answer> {
    return this.client.send(requestOf(attempt), TIMEOUT);
  }

  /** Sends a request that has to be served, and gives its body. */
  async serve(attempt: Attempt, status = 200): Promise<any> {
    const answer = await this.send(attempt);
    expect(answer.status, `${shown(attempt)}: ${answer.body}`).toBe(status);
    return answer.body === '' ? undefined : JSON.parse(answer.body);
  }

  /**
   * Sends attempts one after another. Each has to be answered with one of the statuses, and without a secret; nothing in the
   * database may change.
   */
  async repel(attempts: readonly Attempt[], ...statuses: readonly number[]): Promise<void> {
    const before = await this.rows();
    const faults: string[] = [];
    for (const attempt of attempts) {
      const answer = await this.send(attempt);
      const found = [...this.faults(attempt, answer)];
      if (!statuses.includes(answer.status)) found.push(`status ${String(answer.status)}`);
      if (found.length > 0) faults.push(`${found.join(', ')} <- ${shown(attempt)} -> ${answer.body.slice(0, 300)}`);
    }
    expect(faults).toEqual([]);
    expect(await this.rows()).toEqual(before);
  }

  /** All rows of all tables. */
  async rows(): Promise<Readonly<Record<string, readonly Row[]>>> {
    const { db } = this.application.dataSources;
    if (db === undefined) throw new Error('There is no data source');
    const found: Record<string, readonly Row[]> = {};
    for (const { modelName, dataSource } of this.application.models()) {
      if (dataSource !== db) continue;
      const sql = `SELECT * FROM ${db.tableOf(modelName).sql}`;
      const { rows } = await db.executor.execute({ sql, parameters: [] });
      found[modelName] = rows.map((row) => row as Row).toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
    }
    return found;
  }

  close(): void {
    this.client.close();
  }

  private faults(attempt: Attempt, answer: Answer): readonly string[] {
    const own = `${shown(attempt)} ${attempt.token ?? ''}`;
    const told = this.secrets.filter((secret) => answer.body.includes(secret) && !own.includes(secret));
    const shape = answer.status >= 400 ? faultsOf(requestOf(attempt), answer) : [];
    return [...shape, ...told.map((secret) => `tells ${secret.slice(0, 12)}…`)];
  }
}

interface Session {
  readonly id: number;
  readonly password: string;
  createAccessToken(ttl: number): Promise<{ id: string }>;
}

/** Makes applications that are gone after each test, or after all of a `describe`. */
export function useAttackedApps(
  database: TestDatabase,
  end: typeof afterEach | typeof afterAll = afterEach,
): (options: AttackedAppOptions) => Promise<AttackedApp> {
  const ends: (() => Promise<unknown> | void)[] = [];
  end(async () => {
    for (const each of ends.splice(0)) await each();
  });
  return async ({ auth: options, before, ...sources }) => {
    const { url, drop } = await database.create();
    ends.unshift(drop);
    const serverErrors: string[] = [];
    const application = createApplication({
      ...sources,
      dataSources: { db: { connector: database.name, url } },
      plugins: [auth(options, { dataSource: 'db' })],
      logger: { log: () => undefined, warn: () => undefined, error: (text) => serverErrors.push(String(text)) },
      environment: 'test',
      env: {},
    });
    ends.unshift(() => application.close());
    await application.start();
    const host = express();
    if (before !== undefined) host.use(before);
    const server = createServer(
      host.use('/api', createHandler(application)).use(refuseOther).use(answerNotFound) as RequestListener,
    );
    // A connection that is kept would end while its next request is on the way.
    server.keepAliveTimeout = 600_000;
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const app = new AttackedApp(application, server.address() as AddressInfo, serverErrors);
    ends.unshift(() => {
      app.close();
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(resolve));
    });
    return app;
  };
}

const refuseOther: express.RequestHandler = (_req, _res, next) => next(new Error('Not Found'));

/** What no model answers is the business of the host, which tells nothing of its errors. */
const answerNotFound: express.ErrorRequestHandler = (_error, _req, res, _next) => {
  res.status(404).json({ error: { statusCode: 404, name: 'Error', message: 'Not Found' } });
};

function requestOf({ method = 'GET', path, token, headers = {}, body }: Attempt): HostileRequest {
  const isJson = body !== undefined && typeof body !== 'string';
  return {
    method,
    path,
    headers: {
      ...(token === undefined ? {} : { authorization: token }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  };
}

function shown({ method = 'GET', path, headers, body }: Attempt): string {
  return [method, path, headers, body].map((part) => text(part)).join(' ');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** A form body. */
export function form(body: string): Pick<Attempt, 'body' | 'headers'> {
  return { body, headers: { 'content-type': 'application/x-www-form-urlencoded' } };
}

/** A rule for a role. */
export function rule(permission: 'ALLOW' | 'DENY', principalId: string, property?: string | readonly string[]): object {
  return { principalType: 'ROLE', principalId, permission, ...(property === undefined ? {} : { property }) };
}
