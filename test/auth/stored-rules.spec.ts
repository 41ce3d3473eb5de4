import { describe, expect, it } from 'vitest';
import { countedConnector, SentStatements } from '../deviations/counted-connector.js';
import { testDatabases } from '../support/databases.js';
import { useGuardedApps } from './guarded-apps.js';
import { book, CLOSED, rule } from './rule-models.js';

const OPEN_RULES = { ACL: { public: true, acls: [rule('ALLOW', '$everyone')] } };

/** A row about the model of books. */
function row(permission: string, rest: object = {}): object {
  return { model: 'Book', principalType: 'ROLE', principalId: '$everyone', permission, ...rest };
}

describe.each(testDatabases())('stored rules on $name', (database) => {
  const make = useGuardedApps(database);

  it('have `*` for what is missing (deviation 3)', async () => {
    const { ask } = await make({ models: [book([])], configure: OPEN_RULES });
    const { body } = await ask('post', '/ACLs', row('DENY', { property: null })).expect(200);
    expect(body).toMatchObject({ property: '*', accessType: '*' });
    await ask('get', '/Books').expect(401);
    await ask('patch', `/ACLs/${body.id}`, { property: 'count', accessType: null }).expect(200);
    await ask('get', '/Books').expect(200);
    await ask('get', '/Books/count').expect(401);
  });

  it('that an older application left without a part deny, but do not let in, which is told of (deviation 3)', async () => {
    const first = await make({ models: [book([])], storage: 'file' });
    const acl = first.model('ACL');
    await acl.create([
      row('DENY', { property: 'count' }),
      row('ALLOW', { property: 'find', principalId: '$authenticated' }),
    ]);
    await acl.dataSource.connector.execute('UPDATE acl SET accesstype = NULL', []);
    const second = await make({ models: [book([CLOSED])], on: first.database });
    const ada = await second.user('ada');
    await ada.ask('get', '/Books').expect(401);
    await first.ask('get', '/Books/count').expect(401);
    await expect.poll(() => second.warnings).toContainEqual(expect.stringContaining('1 stored rules let in and lack'));
  });

  it('of an unknown permission or access type are refused (deviation 4)', async () => {
    const { ask } = await make({ configure: OPEN_RULES });
    const refused = async (method: 'post' | 'patch' | 'put', path: string, body: object, property: string) => {
      const { body: answer } = await ask(method, path, body).expect(422);
      expect(answer.error).toMatchObject({
        name: 'ValidationError',
        details: { codes: { [property]: ['inclusion'] } },
      });
    };
    await refused('post', '/ACLs', row('DENNY'), 'permission');
    await refused('post', '/ACLs', row('DENY', { accessType: 'reading' }), 'accessType');
    const { body } = await ask('post', '/ACLs', row('DENY')).expect(200);
    await refused('patch', `/ACLs/${body.id}`, { permission: 'deny' }, 'permission');
    await refused('put', `/ACLs/${body.id}`, row('DENY', { accessType: 'ALL' }), 'accessType');
    await refused('patch', '/ACLs', { id: body.id, accessType: 'X' }, 'accessType');
    await refused('post', '/ACLs/update?where={}', { permission: 'no' }, 'permission');
  });

  it('cost a request nothing as long as they stay as they are', async () => {
    const sent = new SentStatements();
    const connectors = [countedConnector(database.name, sent)];
    const { ask, app } = await make({
      models: [book([CLOSED, rule('ALLOW', '$everyone', { property: 'find' })])],
      connectors,
    });
    const acl = app.registry.getModel('ACL') as never as { create(row: object): Promise<unknown> };
    const statements = async () => {
      const all = await sent.of(() => ask('get', '/Books').expect(200));
      return all.map(({ sql }) => (/"?acl"?/i.test(sql) ? 'rules' : 'books'));
    };
    await ask('get', '/Books').expect(200);
    await expect.poll(statements, { timeout: 5_000 }).toEqual(['books']);
    await acl.create(row('ALLOW'));
    expect(await statements()).toEqual(['rules', 'books']);
  });

  it('count as soon as the transaction that they are in is committed', async () => {
    const app = await make({ models: [book([])] });
    const acl = app.model('ACL');
    const transaction = await acl.beginTransaction({});
    await acl.create(row('DENY'), { transaction });
    await app.ask('get', '/Books').expect(200);
    await transaction.commit();
    await app.ask('get', '/Books').expect(401);
    const undone = await acl.beginTransaction({});
    await acl.destroyAll({}, { transaction: undone });
    await app.ask('get', '/Books').expect(401);
    await undone.rollback();
    await app.ask('get', '/Books').expect(401);
  });

  it.skipIf(database.name === 'sqlite')(
    'that another process changes count at once (SQLite cannot tell other processes)',
    async () => {
      const one = await make({ models: [book([])] });
      const other = await make({ models: [book([])], on: one.database });
      const status = async () => (await other.ask('get', '/Books')).status;
      expect(await status()).toBe(200);
      for (let round = 0; round < 3; round++) {
        await one.model('ACL').create(row('DENY', { property: 'find' }));
        await expect.poll(status, { timeout: 900, interval: 10 }).toBe(401);
        await one.model('ACL').destroyAll();
        await expect.poll(status, { timeout: 900, interval: 10 }).toBe(200);
      }
    },
  );

  it.skipIf(database.name === 'sqlite')(
    'are heard of again when the connection was lost (SQLite has none)',
    async () => {
      const one = await make({ models: [book([])] });
      const other = await make({ models: [book([])], on: one.database });
      const listeners = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN %' AND datname = current_database()`;
      const { connector } = one.model('ACL').dataSource;
      const count = async () => (await connector.execute(listeners)).length;
      await other.ask('get', '/Books').expect(200);
      await expect.poll(count).toBe(2);
      await connector.execute(`SELECT pg_terminate_backend(pid) FROM (${listeners}) AS listening`);
      // While nobody listens rules are read again after a second.
      await one.model('ACL').create(row('DENY'));
      const status = async () => (await other.ask('get', '/Books')).status;
      await expect.poll(status, { timeout: 3_000 }).toBe(401);
      await expect.poll(count, { timeout: 5_000 }).toBe(2);
    },
  );

  it('cannot be made to mean more than they say', async () => {
    const app = await make({ models: [book([CLOSED])], configure: OPEN_RULES });
    const hostile = [
      row('ALLOW', { property: 'find\u0000' }),
      row('ALLOW', { model: '%' }),
      row('ALLOW', { model: 'book' }),
      row('ALLOW', { property: '["find"]' }),
      row('ALLOW', { property: ['find'] }),
      row('ALLOW', { principalId: ['$everyone'] }),
      row('ALLOW', { principalId: { inq: ['$everyone'] } }),
      row('ALLOW', { principalType: 'role' }),
      row('ALLOW', { principalId: '__proto__', principalType: 'constructor' }),
      row('ALLOW', { principalType: 'USER', principalId: 'undefined' }),
      row('ALLOW', { principalType: 'USER', principalId: 'null' }),
      row('ALLOW', { principalType: 'ROLE', principalId: "x' OR '1'='1" }),
    ];
    for (const each of hostile) {
      await app.ask('post', '/ACLs', each);
      await app.ask('get', '/Books').expect(401);
    }
  });
});
