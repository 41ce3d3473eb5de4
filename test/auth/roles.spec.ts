import { describe, expect, it } from 'vitest';
import { countedConnector, SentStatements } from '../deviations/counted-connector.js';
import { testDatabases } from '../support/databases.js';
import { useGuardedApps } from './guarded-apps.js';
import { book, CLOSED, rule } from './rule-models.js';

type Callback = (error?: unknown, value?: unknown) => void;

describe.each(testDatabases())('roles on $name', (database) => {
  const make = useGuardedApps(database);

  it('are resolved once for each request (deviation 14)', async () => {
    const app = await make({
      models: [
        book([
          CLOSED,
          rule('ALLOW', 'regular'),
          rule('ALLOW', 'regular', { property: 'find' }),
          rule('DENY', 'regular', { property: 'count' }),
        ]),
      ],
    });
    const asked: unknown[] = [];
    app.model('Role').registerResolver('regular', (role: string, context: { property: string }, callback: Callback) => {
      asked.push([role, context.property]);
      callback(null, 'yes');
    });
    await app.ask('get', '/Books').expect(200);
    await app.ask('get', '/Books/count').expect(401);
    expect(asked).toEqual([
      ['regular', 'find'],
      ['regular', 'count'],
    ]);
  });

  it('may be told in every way, and fail in every way, without harm to others (deviation 14)', async () => {
    const methods = ['called', 'promised', 'told', 'refused', 'thrown', 'rejected', 'failed'];
    const app = await make({
      models: [
        book([CLOSED, ...methods.map((name) => rule('ALLOW', name, { property: name }))], {
          methods: Object.fromEntries(methods.map((name) => [name, { http: { verb: 'get' } }])),
        }),
      ],
    });
    Object.assign(app.model('Book'), Object.fromEntries(methods.map((name) => [name, () => Promise.resolve()])));
    const { registerResolver } = app.model('Role');
    const error = Object.assign(new Error('The role cannot be told'), { statusCode: 409, code: 'NO_ROLE' });
    registerResolver('called', (_role: string, _context: unknown, callback: Callback) =>
      setImmediate(callback, null, 1),
    );
    registerResolver('promised', async () => true);
    registerResolver('told', () => true);
    registerResolver('refused', async () => '');
    registerResolver('thrown', (_role: string, _context: unknown, _callback: Callback) => {
      throw error;
    });
    registerResolver('rejected', () => Promise.reject(error));
    registerResolver('failed', (_role: string, _context: unknown, callback: Callback) => callback(error));
    for (const name of ['called', 'promised', 'told']) await app.ask('get', `/Books/${name}`).expect(204);
    await app.ask('get', '/Books/refused').expect(401);
    for (const name of ['thrown', 'rejected', 'failed']) {
      const { body } = await app.ask('get', `/Books/${name}`).expect(409);
      expect(body.error).toMatchObject({ message: 'The role cannot be told', code: 'NO_ROLE' });
    }
  });

  it('see who asks for what', async () => {
    const app = await make({ models: [book([CLOSED, rule('ALLOW', 'any')])] });
    const seen: Record<string, unknown>[] = [];
    app.model('Role').registerResolver('any', async (_role: string, context: any) => {
      const { modelName, modelId, property, accessType, methodNames, accessToken, remotingContext } = context;
      seen.push({
        modelName,
        modelId,
        property,
        accessType,
        methodNames,
        args: remotingContext.args,
        principals: context.principals.map(({ type, id }: { type: string; id: unknown }) => [type, id]),
        token: accessToken.id === '$anonymous' ? 'none' : accessToken.userId,
        user: context.getUser(),
        appId: context.getAppId(),
        isAuthenticated: context.isAuthenticated(),
      });
      return true;
    });
    const ada = await app.user('ada');
    await ada.ask('patch', '/Books/7', { title: 'x' }).expect(404);
    await app.ask('get', '/Books').expect(200);
    expect(seen[0]).toMatchObject({
      modelName: 'Book',
      modelId: 7,
      property: 'patchAttributes',
      accessType: 'WRITE',
      methodNames: ['updateAttributes', 'patchAttributes'],
      principals: [['USER', ada.id]],
      token: ada.id,
      user: { id: ada.id, principalType: 'USER' },
      appId: null,
      isAuthenticated: true,
    });
    expect(seen[1]).toMatchObject({ property: 'find', principals: [], token: 'none', isAuthenticated: false });
    expect(seen[1]?.['user']).toBeUndefined();
  });

  it('that are built in may be replaced, and hide what is stored', async () => {
    const app = await make({ models: [book([CLOSED, rule('ALLOW', '$authenticated'), rule('ALLOW', '$related')])] });
    const ada = await app.user('ada');
    await app.give('$related', ada.id);
    await ada.ask('get', '/Books').expect(200);
    app.model('Role').registerResolver('$authenticated', async () => false);
    await ada.ask('get', '/Books').expect(401);
  });

  it('that are stored are looked up with one statement, and none for strangers', async () => {
    const sent = new SentStatements();
    const rules = ['admin', 'editor', 'author'].map((role) => rule('ALLOW', role));
    const app = await make({ models: [book([CLOSED, ...rules])], connectors: [countedConnector(database.name, sent)] });
    const [ada, bob] = [await app.user('ada'), await app.user('bob')];
    await app.give('author', ada.id);
    await app.ask('get', '/Books').expect(401);
    const about = async (work: () => Promise<unknown>) =>
      (await sent.of(work)).flatMap(({ sql }) => /from "?(?:\w+"?\.)?"?(role\w*|acl|book)/i.exec(sql)?.[1] ?? []);
    await expect.poll(() => about(async () => app.ask('get', '/Books').expect(401)), { timeout: 5_000 }).toEqual([]);
    expect(await about(async () => bob.ask('get', '/Books').expect(401))).toEqual(['role']);
    expect(await about(async () => ada.ask('get', '/Books').expect(200))).toEqual(['role', 'book']);
  });

  it('let nobody in while the database fails, and tell nothing of it (deviation 15)', async () => {
    const app = await make({ models: [book([rule('ALLOW', '$everyone'), rule('DENY', 'banned')])] });
    const ada = await app.user('ada');
    await ada.ask('get', '/Books').expect(200);
    const { connector } = app.model('Role').dataSource;
    await connector.execute('ALTER TABLE rolemapping RENAME TO gone');
    const { body } = await ada.ask('get', '/Books').expect(500);
    expect(body).toEqual({ error: { statusCode: 500, message: 'Internal Server Error' } });
    await connector.execute('ALTER TABLE gone RENAME TO rolemapping');
    await ada.ask('get', '/Books').expect(200);
    await app.model('ACL').create({ model: 'X', principalType: 'ROLE', principalId: 'x', permission: 'DENY' });
    await connector.execute('ALTER TABLE acl RENAME TO gone');
    await app.ask('get', '/Books').expect(500);
    await connector.execute('ALTER TABLE gone RENAME TO acl');
    await app.ask('get', '/Books').expect(200);
  });

  it('of the debug mode tell nothing of a failing database either', async () => {
    const app = await make({
      models: [book([rule('ALLOW', 'admin')])],
      config: { remoting: { errorHandler: { debug: true } } },
    });
    const ada = await app.user('ada');
    await app.model('Role').dataSource.connector.execute('ALTER TABLE rolemapping RENAME TO gone');
    const { text } = await ada.ask('get', '/Books').expect(500);
    expect(text).not.toMatch(/rolemapping/i);
  });
});
