import { describe, expect, it } from 'vitest';
import { countedConnector, SentStatements } from '../deviations/counted-connector.js';
import { testDatabases } from '../support/databases.js';
import { type Ask, type GuardedAppOptions, useGuardedApps } from './guarded-apps.js';
import { book, CLOSED, rule } from './rule-models.js';

const READABLE = rule('ALLOW', '$authenticated', { accessType: 'READ' });
/** Stored rules are not used. */
const WRITTEN_ONLY = { ACL: { dataSource: null } };

describe.each(testDatabases())('statements of a request with a token on $name', (database) => {
  const make = useGuardedApps(database);

  async function makeCounted(options: GuardedAppOptions) {
    const sent = new SentStatements();
    const app = await make({ ...options, connectors: [countedConnector(database.name, sent)] });
    await app.model('Book').create({ title: 'Emma' });
    /** The tables that a request is about. */
    const tables = async (ask: Ask, path = '/Books/1', status = 200) => {
      const all = await sent.of(async () => ask('get', path).expect(status));
      return all.map(({ sql }) => /from "?(?:\w+"?\.)?"?(\w+)/i.exec(sql)?.[1]?.toLowerCase());
    };
    return { app, tables };
  }

  it('are one for the token and one for the row behind written rules', async () => {
    const { app, tables } = await makeCounted({ models: [book([CLOSED, READABLE])], configure: WRITTEN_ONLY });
    const ada = await app.user('ada');
    for (let round = 0; round < 3; round++) expect(await tables(ada.ask)).toEqual(['accesstoken', 'book']);
    expect(await tables(app.ask, '/Books/1', 401)).toEqual([]);
  });

  it('are no more where stored rules are in use, once they are read', async () => {
    const { app, tables } = await makeCounted({ models: [book([CLOSED, READABLE])] });
    const ada = await app.user('ada');
    await ada.ask('get', '/Books/1').expect(200);
    await expect.poll(() => tables(ada.ask), { timeout: 5_000 }).toEqual(['accesstoken', 'book']);
    const row = { model: 'Book', principalType: 'ROLE', principalId: '$authenticated', permission: 'ALLOW' };
    await app.model('ACL').create({ ...row, property: 'findById' });
    expect(await tables(ada.ask)).toEqual(['accesstoken', 'acl', 'book']);
    // PostgreSQL tells us of our own change, too.
    await expect.poll(() => tables(ada.ask), { timeout: 5_000 }).toEqual(['accesstoken', 'book']);
  });

  it('are one more for static roles where a rule of the method names some', async () => {
    const editor = rule('ALLOW', 'editor', { property: 'findOne' });
    const author = rule('ALLOW', 'author', { property: 'findOne' });
    const { app, tables } = await makeCounted({
      models: [book([CLOSED, READABLE, editor, author])],
      configure: WRITTEN_ONLY,
    });
    const ada = await app.user('ada');
    await app.give('editor', ada.id);
    expect(await tables(ada.ask)).toEqual(['accesstoken', 'book']);
    expect(await tables(ada.ask, '/Books/findOne')).toEqual(['accesstoken', 'role', 'book']);
  });

  it('are as many for a token that is sent as a bearer', async () => {
    const { app, tables } = await makeCounted({ models: [book([CLOSED, READABLE])], configure: WRITTEN_ONLY });
    const { id: userId } = await app.user('ada');
    const { id } = (await app.model('AccessToken').create({ userId })) as { readonly id: string };
    const ask: Ask = (method, path) => app.ask(method, path).set('Authorization', `Bearer ${id}`);
    expect(await tables(ask)).toEqual(['accesstoken', 'book']);
  });

  it('are as many for users of a model beside User, once its first token was seen', async () => {
    const { app, tables } = await makeCounted({
      models: [book([CLOSED, READABLE]), { name: 'Reader', base: 'User' }],
      configure: WRITTEN_ONLY,
    });
    app.app.model(app.model('Reader'), { dataSource: 'db', public: false });
    await app.app.dataSources['db']?.autoupdate('Reader');
    const ada = await app.user('ada', 'Reader');
    await ada.ask('get', '/Books/1').expect(200);
    expect(await tables(ada.ask)).toEqual(['accesstoken', 'book']);
  });
});
