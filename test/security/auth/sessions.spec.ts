import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type Attempt, rule, useAttackedApps } from './attacked-app.js';

const WRITES = ['patchOrCreate', 'replaceOrCreate', 'upsertWithWhere', 'updateAll', 'destroyAll'];

describe.each(testDatabases())('sessions on $name', (database) => {
  const start = useAttackedApps(database);
  let app: AttackedApp;
  let ada: Account;
  let bob: Account;
  /** Another session of ada's: one that somebody may have stolen. */
  let stolen: string;

  beforeEach(async () => {
    const sharedMethods = { destroyAll: true };
    app = await start({
      modelConfig: {
        User: {
          dataSource: 'db',
          public: true,
          options: { rateLimit: false, remoting: { sharedMethods } },
          // More than users may do by default, so that there are more ways to write.
          acls: WRITES.map((name) => rule('ALLOW', '$authenticated', name)),
        },
      },
    });
    ada = await app.signUp('ada');
    bob = await app.signUp('bob');
    stolen = await anotherSession(ada);
  });

  async function anotherSession({ id }: Account): Promise<string> {
    const user = (await app.model('User').findById(id)) as unknown as {
      createAccessToken(ttl: number): Promise<{ id: string }>;
    };
    return (await user.createAccessToken(3600)).id;
  }

  async function isOpen(token: string, { id }: Account): Promise<boolean> {
    return (await app.send({ path: `/api/Users/${String(id)}`, token })).status === 200;
  }

  const where = encodeURIComponent('{"id":1}');
  const all = encodeURIComponent('{"id":{"gt":0}}');

  const changes: readonly (readonly [string, (data: object) => Attempt])[] = [
    ['PATCH /:id', (body) => ({ method: 'PATCH', path: '/api/Users/1', body })],
    ['PUT /:id', (body) => ({ method: 'PUT', path: '/api/Users/1', body: whole(body) })],
    ['POST /:id/replace', (body) => ({ method: 'POST', path: '/api/Users/1/replace', body: whole(body) })],
    ['PATCH /', (body) => ({ method: 'PATCH', path: '/api/Users', body: { id: 1, ...body } })],
    ['PUT /', (body) => ({ method: 'PUT', path: '/api/Users', body: { id: 1, ...whole(body) } })],
    [
      'POST /replaceOrCreate',
      (body) => ({ method: 'POST', path: '/api/Users/replaceOrCreate', body: { id: 1, ...whole(body) } }),
    ],
    ['POST /upsertWithWhere', (body) => ({ method: 'POST', path: `/api/Users/upsertWithWhere?where=${where}`, body })],
    ['POST /update', (body) => ({ method: 'POST', path: `/api/Users/update?where=${where}`, body })],
  ];

  function whole(data: object): object {
    return { email: 'ada@x.test', password: 'ada-password', ...data };
  }

  it.each(changes)('of others end with a password that is changed by %s', async (_name, change) => {
    await app.serve({ ...change({ password: 'a new one' }), token: ada.token });
    expect(await isOpen(stolen, ada)).toBe(false);
    expect(await isOpen(ada.token, ada)).toBe(true);
    expect(await isOpen(bob.token, bob)).toBe(true);
  });

  it.each(changes)('of others end with an e-mail that is changed by %s', async (_name, change) => {
    await app.serve({ ...change({ email: 'new@x.test' }), token: ada.token });
    expect(await isOpen(stolen, ada)).toBe(false);
    expect(await isOpen(ada.token, ada)).toBe(true);
  });

  it('of others end with a password that is changed, or set anew', async () => {
    const { token, password } = ada;
    const body = { oldPassword: password, newPassword: 'a new one' };
    await app.serve({ method: 'POST', path: '/api/Users/change-password', body, token }, 204);
    expect(await isOpen(stolen, ada)).toBe(false);
    const another = await anotherSession(ada);
    await app.serve({ method: 'POST', path: '/api/Users/reset-password', body: { newPassword: 'newer' }, token }, 204);
    expect([await isOpen(another, ada), await isOpen(token, ada)]).toEqual([false, true]);
  });

  it.each([
    ['DELETE /:id', { method: 'DELETE', path: '/api/Users/1' }],
    ['DELETE /', { method: 'DELETE', path: `/api/Users?where=${where}` }],
  ])('end with a user that is deleted by %s', async (_name, attempt) => {
    await app.serve({ ...attempt, token: ada.token });
    expect(await app.model('AccessToken').count({ userId: 1 } as never)).toBe(0);
    await app.repel(
      [stolen, ada.token].map((token) => ({ path: '/api/Users/1', token })),
      401,
    );
    expect(await isOpen(bob.token, bob)).toBe(true);
  });

  it('of all end where all passwords are changed at once', async () => {
    const path = `/api/Users/update?where=${all}`;
    await app.serve({ method: 'POST', path, body: { password: 'the same' }, token: ada.token });
    expect([await isOpen(stolen, ada), await isOpen(bob.token, bob), await isOpen(ada.token, ada)]).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('end with a user whose row somebody else has deleted', async () => {
    const { db } = app.application.dataSources;
    await db?.executor.execute({ sql: `DELETE FROM ${db.tableOf('User').sql} WHERE id = 1`, parameters: [] });
    const statuses = await Promise.all([
      app.send({ path: '/api/Users/1', token: ada.token }),
      app.send({
        method: 'POST',
        path: '/api/Users/change-password',
        token: stolen,
        body: { oldPassword: 'a', newPassword: 'b' },
      }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 401]);
  });

  it('of others have ended once the change is answered, whatever is asked for meanwhile', async () => {
    const sessions = await Promise.all(Array.from({ length: 5 }, () => anotherSession(ada)));
    const change = app.serve({ method: 'PATCH', path: '/api/Users/1', body: { password: 'new' }, token: ada.token });
    const reads = sessions.map((token) => app.send({ path: '/api/Users/1', token }));
    await Promise.all([change, ...reads]);
    expect(await Promise.all(sessions.map((token) => isOpen(token, ada)))).toEqual(sessions.map(() => false));
  });

  it('are not opened by an old password while it is changed', async () => {
    const { token, email, password } = ada;
    const logins = Array.from({ length: 8 }, () =>
      app.send({ method: 'POST', path: '/api/Users/login', body: { email, password } }),
    );
    const body = { password: 'a new one' };
    const change = app.serve({ method: 'PATCH', path: '/api/Users/1', body, token });
    const answers = await Promise.all(logins);
    await change;
    const made = answers.filter(({ status }) => status === 200).map(({ body: text }) => JSON.parse(text).id as string);
    expect(await Promise.all(made.map((each) => isOpen(each, ada)))).toEqual(made.map(() => false));
  });

  it('are not opened after the password was changed between its check and the session', async () => {
    const User = app.model('User') as unknown as { prototype: { createAccessToken(...all: unknown[]): unknown } };
    const make = User.prototype.createAccessToken;
    User.prototype.createAccessToken = async function (this: unknown, ...all: unknown[]) {
      await app.model('User').updateAll({ id: 1 } as never, { password: 'a new one' } as never);
      return make.call(this, ...all.slice(0, 2));
    } as never;
    const { email, password } = ada;
    await app.send({ method: 'POST', path: '/api/Users/login', body: { email, password } });
    expect(await app.model('AccessToken').count({ userId: 1 } as never)).toBe(0);
  });

  it('of one who is gone are not opened by a login that began before', async () => {
    const User = app.model('User') as unknown as { prototype: { createAccessToken(...all: unknown[]): unknown } };
    const make = User.prototype.createAccessToken;
    User.prototype.createAccessToken = async function (this: unknown, ...all: unknown[]) {
      await app.model('User').destroyById(1 as never);
      return make.call(this, ...all.slice(0, 2));
    } as never;
    const { email, password } = ada;
    const { status } = await app.send({ method: 'POST', path: '/api/Users/login', body: { email, password } });
    expect(status).toBe(401);
    expect(await app.model('AccessToken').count({ userId: 1 } as never)).toBe(0);
  });
});
