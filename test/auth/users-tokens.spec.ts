import { tokenMiddleware } from '@loopnest/auth';
import { createHandler } from '@loopnest/models';
import express from 'express';
import request from 'supertest';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, rowsOf, type ReadersApp, useReaders } from './readers.js';

const asUser = ({ client }: ReadersApp, token: string) => client.get('/api/Readers/1').set('Authorization', token);

/** Opens own records only, so that an answer tells whether the token counts. */
const OWN = {
  acls: [{ principalType: 'ROLE', principalId: '$owner', permission: 'ALLOW', property: '__get__accessTokens' }],
};

describe.each(testDatabases())('tokens of users on $name', (database) => {
  const start = useReaders(database);

  it('are not what is stored, nor what lists show (deviation 7 of auth)', async () => {
    const app = await start();
    await app.register();
    const secret = await app.login();
    const [row] = await rowsOf(app, 'AccessToken');
    expect(row?.['id']).not.toBe(secret);
    const { body } = await app.client.get('/api/Readers/1/accessTokens').expect(200);
    const [shown] = body as { id: string; userId: number }[];
    expect(shown).toMatchObject({ ttl: 1_209_600, userId: 1 });
    expect(shown?.id).not.toBe(secret);
    const own = await start(OWN);
    await own.register();
    await asUser(own, await own.login()).expect(200);
    await asUser(own, String((await rowsOf(own, 'AccessToken'))[0]?.['id'])).expect(401);
  });

  it('are addressed by what lists show, and by the secret, for all verbs', async () => {
    const app = await start();
    await app.register();
    await app.register({ email: 'bob@library.test' });
    const bob = await app.login({ email: 'bob@library.test' });
    for (const form of ['secret', 'shown']) {
      const secret = await app.login();
      const { body } = await app.client.get('/api/Readers/1/accessTokens');
      const [shown] = body as { id: string }[];
      const id = form === 'secret' ? secret : String(shown?.id);
      const path = `/api/Readers/1/accessTokens/${encodeURIComponent(id)}`;
      const { body: found } = await app.client.get(path).expect(200);
      expect(found).toMatchObject({ id: shown?.id });
      await app.client.put(path).send({ ttl: 60 }).expect(200);
      expect((await app.AccessToken.findById(id))?.['ttl']).toBe(60);
      await app.client.delete(path).expect(204);
      await app.client.get(path).expect(404);
    }
    await app.client.get(`/api/Readers/1/accessTokens/${bob}`).expect(404);
    await app.client.delete(`/api/Readers/1/accessTokens/${bob}`).expect(404);
    expect(await app.AccessToken.exists(bob)).toBe(true);
  });

  it('that an older application has stored in the clear are accepted, and stored anew', async () => {
    const app = await start(OWN);
    await app.register();
    const token = await app.login();
    const secret = 'x'.repeat(64);
    await app.app.dataSources['db']?.connector.execute('UPDATE AccessToken SET id = $1', [secret]);
    await asUser(app, secret).expect(200);
    const rows = await rowsOf(app, 'AccessToken');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.['id']).toMatch(/^sha256:/);
    await asUser(app, secret).expect(200);
    await asUser(app, token).expect(401);
  });

  it('in the clear are shown as others are', async () => {
    const app = await start();
    await app.register();
    await app.login();
    const secret = 'x'.repeat(64);
    await app.app.dataSources['db']?.connector.execute('UPDATE AccessToken SET id = $1', [secret]);
    const { body } = await app.client.get('/api/Readers/1/accessTokens').expect(200);
    const [{ id } = { id: '' }] = body as { id: string }[];
    expect(id).toMatch(/^sha256:/);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('are what the client asks for in ttl only (deviation 9 of auth)', async () => {
    const app = await start({ ttl: 100, maxTTL: 1000 });
    await app.register();
    const login = (ttl: unknown) => app.client.post('/api/Readers/login').send({ ...ADA, ttl });
    for (const ttl of [{ appId: 'robot' }, { id: 'x' }, [1], true, 'soon', '1e3', -2, '-5']) {
      const { body } = await login(ttl).expect(400);
      expect(body).toMatchObject({ error: { code: 'INVALID_TTL', message: 'Invalid ttl' } });
    }
    const granted = new Map<unknown, number>([
      [60, 60],
      ['60', 60],
      [0, 100],
      [5000, 1000],
      [-1, -1],
      [undefined, 100],
    ]);
    for (const [ttl, seconds] of granted) expect((await login(ttl).expect(200)).body).toMatchObject({ ttl: seconds });

    const create = (data: object) => app.client.post('/api/Readers/1/accessTokens').send(data);
    for (const ttl of [{}, 'soon', -2, -1]) await create({ ttl }).expect(400);
    const chosen = { id: 'x', scopes: ['a'], created: '2000-01-01', userId: 2, appId: 'robot', principalType: 'X' };
    const { body } = await create(chosen).expect(200);
    expect(body).toMatchObject({ ttl: 100, userId: 1 });
    expect(body).not.toMatchObject({ id: 'x' });
    expect(Object.keys(body as object).toSorted()).toEqual(['created', 'id', 'ttl', 'userId']);
    expect((await create({ ttl: 5000 }).expect(200)).body).toMatchObject({ ttl: 1000 });
    const path = `/api/Readers/1/accessTokens/${(body as { id: string }).id}`;
    const { body: changed } = await app.client
      .put(path)
      .send({ ...chosen, id: undefined, ttl: 5000 })
      .expect(200);
    expect(changed).toMatchObject({ ttl: 1000, userId: 1, scopes: null });
  });

  it('are made whatever else stands in the credentials', async () => {
    const app = await start();
    await app.register();
    const seen: object[] = [];
    app.AccessToken.observe('before save', ({ options }: { options: object }) => {
      seen.push(options);
      return Promise.resolve();
    });
    await app.login({ transaction: 'x', notify: false, validate: false, trustsQuery: true });
    expect(seen).toEqual([{}]);
  });

  it('with a negative ttl have ended (deviation 10 of auth)', async () => {
    const app = await start(OWN);
    await app.register();
    const token = await app.login();
    await app.AccessToken.updateAll({}, { ttl: -5 });
    const { body } = await asUser(app, token).expect(401);
    expect(body).toMatchObject({ error: { code: 'INVALID_TOKEN' } });
  });

  it('are as long as their model says, which is no less than 22 characters (deviation 11 of auth)', async () => {
    const pass = (accessTokenIdLength: number) => ({
      models: [
        {
          name: 'Pass',
          base: 'AccessToken',
          accessTokenIdLength,
          relations: { user: { type: 'belongsTo', model: 'Reader', foreignKey: 'userId' } },
        },
      ],
      modelConfig: { AccessToken: { dataSource: null }, Pass: { dataSource: 'db', public: false } },
    });
    const relations = { accessTokens: { type: 'hasMany', model: 'Pass', foreignKey: 'userId' } };
    const app = await start({ relations }, pass(30));
    await app.register();
    expect(await app.login()).toHaveLength(30);
    await expect(start({ relations }, pass(21))).rejects.toThrow('accessTokenIdLength is 21');
  });

  it('end with their user, however that is deleted (deviation 12 of auth)', async () => {
    const app = await start(OWN);
    for (const remove of ['destroyById', 'destroyAll', 'destroy', 'unnoticed', 'native'] as const) {
      const user = await app.register();
      const token = await app.login();
      await asUser(app, token);
      if (remove === 'destroyById') await app.Reader.destroyById(user.getId());
      else if (remove === 'destroyAll') await app.Reader.destroyAll({ email: ADA.email });
      else if (remove === 'destroy') await user.destroy();
      else if (remove === 'unnoticed') await app.Reader.destroyAll({}, { notify: false });
      else await app.app.dataSources['db']?.connector.execute('DELETE FROM Reader', []);
      const isLeft = remove === 'unnoticed' || remove === 'native';
      expect(await app.AccessToken.count(), remove).toBe(isLeft ? 1 : 0);
      const { body } = await asUser(app, token).expect(401);
      expect(body).toMatchObject({ error: { code: isLeft ? 'INVALID_TOKEN' : 'AUTHORIZATION_REQUIRED' } });
      expect(await app.AccessToken.count(), remove).toBe(0);
    }
  });

  it('of another user model go on when a user of the same id is deleted', async () => {
    const relation = {
      accessTokens: {
        type: 'hasMany',
        model: 'Pass',
        polymorphic: { foreignKey: 'userId', discriminator: 'principalType' },
      },
    };
    const user = {
      type: 'belongsTo',
      idName: 'id',
      polymorphic: { idType: 'number', foreignKey: 'userId', discriminator: 'principalType' },
    };
    const app = await start(
      { relations: relation },
      {
        models: [
          { name: 'Pass', base: 'AccessToken', relations: { user } },
          { name: 'Clerk', base: 'User', relations: relation },
        ],
        modelConfig: {
          AccessToken: { dataSource: null },
          Pass: { dataSource: 'db', public: false },
          Clerk: { dataSource: 'db', public: true },
        },
      },
    );
    const reader = await app.register();
    await app.client.post('/api/Clerks').send(ADA).expect(200);
    await app.login();
    await app.client.post('/api/Clerks/login').send(ADA).expect(200);
    await reader.updateAttributes({ password: 'difference' });
    const { Pass } = app.app.models as unknown as { Pass: ReadersApp['AccessToken'] };
    expect((await Pass.find()).map((pass) => pass['principalType'])).toEqual(['Clerk']);
    await app.login({ password: 'difference' });
    await reader.destroy();
    expect((await Pass.find()).map((pass) => pass['principalType'])).toEqual(['Clerk']);
  });

  it('end with a changed e-mail or password, whatever has changed it, but that of the request', async () => {
    const app = await start();
    const writes = [
      ['patch', '/1', { email: 'a@library.test' }],
      ['put', '/1', { email: 'b@library.test', password: ADA.password }],
      ['patch', '', { id: 1, email: 'c@library.test' }],
      ['put', '', { id: 1, email: 'd@library.test', password: ADA.password }],
      ['post', '/upsertWithWhere?where={"id":1}', { email: 'e@library.test' }],
      ['post', '/update?where={"id":1}', { email: 'f@library.test' }],
      ['post', '/update?where={"id":1}', { password: ADA.password }],
    ] as const;
    await app.register();
    let { email } = ADA;
    for (const [verb, path, data] of writes) {
      const [own, other] = [await app.login({ email }), await app.login({ email })];
      await app.client[verb](`/api/Readers${path}`).set('Authorization', own).send(data).expect(200);
      expect(await app.AccessToken.exists(own), `${verb} ${path}`).toBe(true);
      expect(await app.AccessToken.exists(other), `${verb} ${path}`).toBe(false);
      email = 'email' in data ? data.email : email;
    }
  });

  it('go on with the same e-mail, with other changes, and where the caller says so', async () => {
    const app = await start({ caseSensitiveEmail: false });
    const user = await app.register();
    const token = await app.login();
    await user.updateAttributes({ email: ADA.email.toUpperCase(), username: 'ada' });
    await user.save();
    await user.updateAttributes({ password: 'difference' }, { preserveAccessTokens: true });
    expect(await app.AccessToken.exists(token)).toBe(true);
    await user.updateAttributes({ password: 'engine' }, { notify: false });
    expect(await app.AccessToken.exists(token)).toBe(false);
  });

  it('go on where the write fails', async () => {
    const app = await start();
    const user = await app.register();
    const token = await app.login();
    await expect(user.updateAttributes({ email: 'no address' })).rejects.toThrow('is invalid');
    expect(await app.AccessToken.exists(token)).toBe(true);
  });

  it('of a reset work once, and only the newest (deviation 10)', async () => {
    const app = await start({ restrictResetPasswordTokenScope: true });
    await app.register();
    const tokens: { id: string; ttl: number }[] = [];
    app.Reader.on('resetPasswordRequest', ({ accessToken }: { accessToken: { id: string; ttl: number } }) =>
      tokens.push(accessToken),
    );
    await app.Reader.resetPassword({ email: ADA.email });
    await app.Reader.resetPassword({ email: ADA.email });
    const [first, second] = tokens;
    expect(second?.ttl).toBe(900);
    const set = (token: string | undefined, newPassword: string) =>
      app.client.post('/api/Readers/reset-password').set('Authorization', String(token)).send({ newPassword });
    await set(first?.id, 'taken').expect(401);
    await set(second?.id, 'difference').expect(204);
    await set(second?.id, 'again').expect(401);
    await app.login({ password: 'difference' });
  });

  it('are found by tokenMiddleware, in whatever is parsed before', async () => {
    const app = await start(OWN);
    await app.register();
    const token = await app.login();
    const seen: unknown[] = [];
    const host = express()
      .use(express.json())
      .use(tokenMiddleware({ application: app.app, currentUserLiteral: 'me' }))
      .use((req, _res, next) => {
        seen.push((req as { accessToken?: { id: string } | null }).accessToken?.id);
        next();
      })
      .use('/api', createHandler(app.app));
    const client = request(host);
    await client.get('/api/Readers/me').set('X-Access-Token', token).expect(200);
    await client.get('/api/Readers/me').expect(401);
    await client.post('/api/Readers/logout').send({ access_token: token }).expect(204);
    expect(seen).toEqual([token, token]);
    expect(() => tokenMiddleware({})).toThrow('needs a token model');
  });

  it('in cookies change nothing for the page of another site (deviation 17 of auth)', async () => {
    const app = await start();
    await app.register();
    const token = await app.login();
    const host = express()
      .use((req, _res, next) => {
        Object.assign(req, { signedCookies: { access_token: token } });
        next();
      })
      .use('/api', createHandler(app.app));
    const logout = () => request(host).post('/api/Readers/logout');
    const { body } = await logout().set('Origin', 'https://evil.test').expect(403);
    expect(body).toMatchObject({ error: { code: 'ACCESS_DENIED' } });
    await request(host).get('/api/Readers/1').set('Origin', 'https://evil.test').expect(200);
    await logout().set('Sec-Fetch-Site', 'same-origin').expect(204);
  });

  it('are known in Node by resolve, findForRequest and validate', async () => {
    const app = await start();
    await app.register();
    const secret = await app.login();
    const AccessToken = app.AccessToken as unknown as {
      resolve(id: unknown): Promise<{ id: string; validate(): Promise<boolean> } | undefined>;
      findForRequest(req: object): Promise<{ id: string } | undefined>;
      getIdForRequest(req: object): string | undefined;
      ANONYMOUS: { id: string };
    };
    const token = await AccessToken.resolve(secret);
    expect(token?.id).toBe(secret);
    expect(await AccessToken.resolve('unknown')).toBeUndefined();
    expect(await token?.validate()).toBe(true);
    const req = { headers: { authorization: secret }, url: '/' };
    expect((await AccessToken.findForRequest(req))?.id).toBe(secret);
    expect(AccessToken.getIdForRequest(req)).toBe(secret);
    expect(AccessToken.ANONYMOUS.id).toBe('$anonymous');
    await app.AccessToken.updateAll({}, { created: new Date(0) });
    await expect(AccessToken.resolve(secret)).rejects.toMatchObject({ statusCode: 401, code: 'INVALID_TOKEN' });
    expect(await AccessToken.resolve(secret)).toBeUndefined();
  });

  it('have to be related to their users, or the start tells so', async () => {
    const good = await start();
    expect(good.warnings.filter((text) => text.includes('needs a relation'))).toEqual([]);
    const user = { type: 'belongsTo', model: 'User', foreignKey: 'userId' };
    const accessTokens = { type: 'hasMany', model: 'Pass', foreignKey: 'userId' };
    const { warnings } = await start(
      { relations: { accessTokens } },
      {
        models: [{ name: 'Pass', base: 'AccessToken' }],
        modelConfig: {
          Pass: { dataSource: null },
          AccessToken: { dataSource: 'db', public: false, relations: { user } },
        },
      },
    );
    expect(warnings.filter((text) => text.includes('needs a relation'))).toEqual([
      expect.stringContaining('"AccessToken" needs a relation "user" (belongsTo) to the user model "Reader"'),
      expect.stringContaining('"Reader" needs a relation "accessTokens" (hasMany) to the token model "AccessToken"'),
    ]);
  });

  it('are never included', async () => {
    const app = await start({
      relations: { passes: { type: 'hasMany', model: 'AccessToken', foreignKey: 'userId' } },
    });
    await app.register();
    await app.login();
    const { body } = await app.client.get('/api/Readers?filter={"include":["passes","accessTokens"]}').expect(200);
    expect(Object.keys((body as object[])[0] ?? {})).toEqual(['realm', 'username', 'email', 'emailVerified', 'id']);
  });
});
