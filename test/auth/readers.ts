import type { Application, ModelClass, ModelInstance } from '@loopnest/models';
import type { TestDatabase } from '../support/databases.js';
import { type MountedApp, type MountedAppOptions, useMountedApps } from './mounted-app.js';

/** Whatever the rules of users close is open to everybody, so that what is tested is what the methods do themselves. */
const OPEN = {
  principalType: 'ROLE',
  principalId: '$everyone',
  permission: 'ALLOW',
  property: [
    'find',
    'findOne',
    'count',
    'findById',
    'patchAttributes',
    'replaceById',
    'deleteById',
    'updateAll',
    'patchOrCreate',
    'replaceOrCreate',
    'upsertWithWhere',
    'destroyAll',
    'changePassword',
    'setPassword',
    ...['get', 'findById', 'create', 'updateById', 'destroyById', 'delete', 'count'].map(
      (name) => `__${name}__accessTokens`,
    ),
  ],
};

/** A reader as tests look at it. */
export type Reader = ModelInstance<Record<string, unknown>> & {
  hasPassword(plain: unknown): Promise<boolean>;
  changePassword(old: unknown, plain: unknown): Promise<void>;
  setPassword(plain: unknown, options?: object): Promise<void>;
  createAccessToken(data?: unknown): Promise<{ id: string; ttl: number }>;
  verify(options?: object): Promise<{ email: Record<string, string>; token: string; uid: unknown }>;
};

/** The model of readers, with what users can do. */
export type ReaderClass = ModelClass<Record<string, unknown>> & {
  login(credentials: object, include?: unknown): Promise<{ id: string; ttl: number }>;
  resetPassword(options: object): Promise<void>;
  confirm(uid: unknown, token: unknown, redirect?: string): Promise<void>;
};

/** An application whose users are readers. */
export interface ReadersApp extends MountedApp {
  readonly Reader: ReaderClass;
  readonly AccessToken: ModelClass<Record<string, unknown>>;
  register(data?: object): Promise<Reader>;
  /** Logs in over REST, and gives the token. */
  login(credentials?: object): Promise<string>;
}

export const ADA = { email: 'ada@library.test', password: 'lovelace' };

/** Makes applications with a user model `Reader`, whose settings a test chooses. */
export function useReaders(
  database: TestDatabase,
): (settings?: object, more?: Partial<MountedAppOptions>) => Promise<ReadersApp> {
  const mount = useMountedApps(database);
  return async (settings = {}, { modelConfig, models = [], ...more } = {}) => {
    const mounted = await mount({
      ...more,
      models: [{ name: 'Reader', base: 'User', acls: [OPEN], ...settings }, ...models],
      modelConfig: {
        Reader: { dataSource: 'db', public: true },
        AccessToken: {
          dataSource: 'db',
          public: false,
          relations: { user: { type: 'belongsTo', model: 'Reader', foreignKey: 'userId' } },
        },
        ...Object.fromEntries(
          ['ACL', 'Role', 'RoleMapping'].map((name) => [name, { dataSource: 'db', public: false }]),
        ),
        ...modelConfig,
      },
    });
    mounted.app.enableAuth();
    return { ...mounted, ...callsOf(mounted) };
  };
}

function callsOf({ app, client }: MountedApp): Omit<ReadersApp, keyof MountedApp> {
  const { Reader, AccessToken } = modelsOf(app);
  return {
    Reader,
    AccessToken,
    register: async (data) => (await Reader.create({ ...ADA, ...data })) as unknown as Reader,
    login: async (credentials) => {
      const { body, status } = await client.post('/api/Readers/login').send({ ...ADA, ...credentials });
      if (status !== 200) throw new Error(`Could not log in: ${JSON.stringify(body)}`);
      return (body as { id: string }).id;
    },
  };
}

function modelsOf({ models }: Application) {
  return models as unknown as { Reader: ReaderClass; AccessToken: ModelClass<Record<string, unknown>> };
}

/** What the table of a model holds, as it is. */
export async function rowsOf({ app }: MountedApp, model: string): Promise<Record<string, unknown>[]> {
  const rows: unknown = await app.dataSources['db']?.connector.execute(`SELECT * FROM ${model}`, []);
  return rows as Record<string, unknown>[];
}
