import { auth } from '@loopnest/auth';
import { type Application, type Connector, createApplication, createHandler } from '@loopnest/models';
import express from 'express';
import request from 'supertest';
import { afterEach } from 'vitest';
import type { CreatedDatabase, CreateOptions, TestDatabase } from '../support/databases.js';

/** What an application with access control is made of. */
export interface GuardedAppOptions {
  readonly models?: readonly object[];
  /** Configurations of built-in models, which are all attached: `acls`, `public`. */
  readonly configure?: Readonly<Record<string, object>>;
  readonly config?: Readonly<Record<string, unknown>>;
  /** A database that is there already; a new one where nothing is said. */
  readonly on?: CreatedDatabase;
  readonly storage?: CreateOptions['storage'];
  readonly connectors?: readonly Connector[];
  /** Before `enableAuth`. */
  readonly prepare?: (app: Application) => void;
  /** `false`: access control is not turned on. */
  readonly isGuarded?: boolean;
}

/** Who asks: by a token, or a stranger. */
export type Ask = (method: 'get' | 'post' | 'put' | 'patch' | 'delete', path: string, body?: unknown) => request.Test;

/** An application with access control, behind Express. */
export class GuardedApp {
  constructor(
    readonly app: Application,
    readonly database: CreatedDatabase,
    readonly warnings: readonly string[],
    private readonly host: express.Express,
  ) {}

  /** A model, whose functions tests call by their names. */
  model(name: string): any {
    return this.app.registry.getModel(name);
  }

  /** Makes a user with a token. */
  async user(name: string, model = 'User'): Promise<{ readonly id: number; readonly ask: Ask }> {
    const user = await this.model(model).create({ email: `${name}@test.test`, password: 'password-1' });
    const id = user.getId() as number;
    return { id, ask: await this.withToken({ userId: id }) };
  }

  /** Asks with a token of these properties. */
  async withToken(properties: object): Promise<Ask> {
    const { id } = (await this.model('AccessToken').create(properties)) as { readonly id: string };
    return (method, path, body) => this.ask(method, path, body).set('Authorization', id);
  }

  readonly ask: Ask = (method, path, body) => {
    const test = request(this.host)[method](`/api${path}`);
    return body === undefined ? test : test.send(body as object);
  };

  /** Gives somebody a stored role. */
  async give(role: string, principalId: unknown, principalType = 'USER'): Promise<void> {
    const roles = this.model('Role');
    const found = (await roles.findOne({ where: { name: role } })) ?? (await roles.create({ name: role }));
    await this.model('RoleMapping').create({ roleId: found.id, principalType, principalId });
  }
}

const BUILT_IN = ['User', 'AccessToken', 'ACL', 'Role', 'RoleMapping', 'Application', 'Scope'];

/** Makes applications that are gone after each test. */
export function useGuardedApps(database: TestDatabase): (options: GuardedAppOptions) => Promise<GuardedApp> {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });
  return async ({ models = [], configure = {}, config = {}, on, storage, connectors = [], prepare, ...rest }) => {
    const db = on ?? (await database.create(storage === undefined ? {} : { storage }));
    if (on === undefined) ends.unshift(() => db.drop());
    const warnings: string[] = [];
    const app = createApplication({
      dataSources: { db: { connector: database.name, url: db.url } },
      models: models as never,
      config,
      connectors,
      plugins: [auth()],
      logger: { log: () => undefined, warn: (text) => warnings.push(text), error: () => undefined },
    });
    ends.unshift(() => app.close());
    for (const name of BUILT_IN)
      app.model(app.registry.getModel(name), { dataSource: 'db', public: false, ...configure[name] });
    prepare?.(app);
    if (rest.isGuarded !== false) app.enableAuth();
    await app.start();
    const host = express().use('/api', createHandler(app));
    return new GuardedApp(app, db, warnings, host);
  };
}
