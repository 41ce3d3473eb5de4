import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useGuardedApps } from './guarded-apps.js';
import { book, CLOSED, rule } from './rule-models.js';

describe.each(testDatabases())('written rules on $name', (database) => {
  const make = useGuardedApps(database);

  it('know methods by their other names (deviation 2)', async () => {
    const open = ['updateAttributes', 'upsert', 'destroyById', 'update'].map((property) =>
      rule('DENY', '$everyone', { property }),
    );
    const app = await make({ models: [book(open)] });
    const { ask } = app;
    await app.model('Book').create({ title: 'Emma' });
    await ask('get', '/Books/1').expect(200);
    await ask('patch', '/Books/1', { title: 'Sanditon' }).expect(401);
    await ask('patch', '/Books', { id: 1, title: 'Sanditon' }).expect(401);
    await ask('delete', '/Books/1').expect(401);
    await ask('post', '/Books/update?where={"id":1}', { title: 'Sanditon' }).expect(401);
    await ask('put', '/Books/1', { title: 'Persuasion' }).expect(200);
  });

  it('count from the next request on when a script changes them', async () => {
    const app = await make({ models: [book([])] });
    const { ask } = app;
    const { settings } = app.model('Book');
    await ask('get', '/Books').expect(200);
    settings.acls.push(rule('DENY', '$everyone', { property: ['find'] }));
    await ask('get', '/Books').expect(401);
    await ask('get', '/Books/count').expect(200);
    settings.acls[0].property[0] = 'count';
    await ask('get', '/Books').expect(200);
    await ask('get', '/Books/count').expect(401);
    settings.acls[0].permission = 'ALLOW';
    await ask('get', '/Books/count').expect(200);
    settings.defaultPermission = 'DENY';
    await ask('get', '/Books').expect(401);
  });

  it('that cannot work are told of at the start, and stop nothing (deviation 4)', async () => {
    const faulty = [
      rule('DENNY', '$everyone', { property: 'find' }),
      rule('DENY', '$everyone', { accessType: 'READING' }),
      rule('DENY', '$everyone', { property: ['finnd', 'count'] }),
      { principalType: 'ROLES', principalId: '$everyone', permission: 'DENY' },
    ];
    const { ask, warnings } = await make({
      models: [book([...faulty, rule('DENY', '$everyone', { property: 'exists' })])],
    });
    expect(warnings.filter((text) => text.startsWith('Book: '))).toEqual([
      expect.stringContaining('permission is "DENNY", and has to be one of ALLOW, ALARM, AUDIT, DENY'),
      expect.stringContaining('accessType is "READING", and has to be one of READ,'),
      expect.stringContaining('the model has no method "finnd"'),
      expect.stringContaining('principalType is "ROLES", and has to be one of ROLE, USER, APP, SCOPE, User'),
    ]);
    await ask('get', '/Books').expect(200);
    await ask('get', '/Books/count').expect(401);
  });

  it('do not count without enableAuth, which is told of (deviation 19)', async () => {
    const { ask, warnings } = await make({ models: [book([CLOSED])], isGuarded: false });
    await ask('get', '/Books').expect(200);
    expect(warnings).toContainEqual(expect.stringMatching(/^Rules of .*Book.* do not count/));
  });

  it.each(['Role', 'RoleMapping', 'ACL', 'Application', 'Scope'])(
    'of %s are needed to open it where it is public (deviation 5)',
    async (name) => {
      const path = name === 'ACL' ? '/ACLs' : `/${name}s`;
      const closed = await make({ configure: { [name]: { public: true } }, config: { aclErrorStatus: 403 } });
      const ada = await closed.user('ada');
      await closed.ask('get', path).expect(401);
      await closed.ask('post', path, { name: 'admin' }).expect(401);
      await ada.ask('get', path).expect(403);

      const acls = [rule('ALLOW', 'admin', { property: 'find' })];
      const open = await make({ configure: { [name]: { public: true, acls } } });
      const bob = await open.user('bob');
      await bob.ask('get', path).expect(401);
      await open.give('admin', bob.id);
      await bob.ask('get', path).expect(200);
      await bob.ask('get', `${path}/count`).expect(401);
    },
  );

  it('tell methods the roles of the caller by property, whatever their type of access', async () => {
    const acls = [
      rule('ALLOW', '$everyone', { property: 'whoami' }),
      rule('ALLOW', '$authenticated', { accessType: 'WRITE' }),
      rule('DENY', '$unauthenticated'),
      rule('AUDIT', 'editor'),
      rule('ALLOW', 'reader', { property: 'find' }),
    ];
    const app = await make({
      models: [book(acls)],
      prepare: ({ registry }) => {
        const Book = registry.getModel('Book') as unknown as Record<string, (...all: unknown[]) => unknown>;
        Book['whoami'] = (options: unknown) =>
          Promise.resolve((options as { authorizedRoles: unknown }).authorizedRoles);
        Book['remoteMethod']?.('whoami', {
          accepts: { arg: 'options', type: 'object', http: 'optionsFromRequest' },
          returns: { arg: 'roles', root: true },
          http: { verb: 'get' },
        });
      },
    });
    const ada = await app.user('ada');
    await app.ask('get', '/Books/whoami').expect(200, { $everyone: true });
    await ada.ask('get', '/Books/whoami').expect(200, { $everyone: true, $authenticated: true });
    await app.give('editor', ada.id);
    await app.give('reader', ada.id);
    await ada.ask('get', '/Books/whoami').expect(200, { $everyone: true, $authenticated: true, editor: true });
  });

  it('are asked as EXECUTE for a method with several routes that does not say what it is', async () => {
    const methods = {
      several: {
        http: [
          { verb: 'get', path: '/several' },
          { verb: 'get', path: '/more' },
        ],
      },
      one: { http: { verb: 'get' } },
    };
    const app = await make({
      models: [book([rule('DENY', '$everyone', { accessType: 'READ' })], { methods })],
      prepare: ({ registry }) =>
        Object.assign(registry.getModel('Book'), { several: () => Promise.resolve(), one: () => Promise.resolve() }),
    });
    await app.ask('get', '/Books/several').expect(204);
    await app.ask('get', '/Books/more').expect(204);
    await app.ask('get', '/Books/one').expect(401);
  });

  it('come after scopes, which a model cannot open by a checkAccess of its own', async () => {
    const app = await make({ models: [book([CLOSED])] });
    const model = app.model('Book');
    const asked: unknown[] = [];
    const { checkAccess } = model;
    model.checkAccess = (
      token: { userId: unknown },
      modelId: unknown,
      method: { name: string },
      _context: unknown,
      callback: (error: null, is: boolean) => void,
    ) => {
      asked.push([token.userId, modelId, method.name]);
      callback(null, method.name !== 'count');
    };
    const ada = await app.user('ada');
    const narrow = await app.withToken({ userId: ada.id, scopes: ['read'] });
    await ada.ask('get', '/Books').expect(200);
    await ada.ask('get', '/Books/1').expect(404);
    await ada.ask('get', '/Books/count').expect(401);
    await narrow('get', '/Books').expect(401);
    expect(asked).toEqual([
      [ada.id, undefined, 'find'],
      [ada.id, 1, 'findById'],
      [ada.id, undefined, 'count'],
    ]);
    model.checkAccess = (...given: unknown[]) => checkAccess.apply(model, given);
    await ada.ask('get', '/Books').expect(401);
  });
});
