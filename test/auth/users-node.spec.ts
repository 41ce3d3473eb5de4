import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, type Reader, useReaders } from './readers.js';

type Calls = Record<string, (...parameters: unknown[]) => unknown>;

/** What a function calls back with. */
function calledBack<T = unknown>(self: object, name: string, ...parameters: unknown[]): Promise<T> {
  return new Promise((resolve, reject) => {
    const done = (error: unknown, value: T) => (error === null ? resolve(value) : reject(error as Error));
    (self as Calls)[name]?.call(self, ...parameters, done);
  });
}

describe.each(testDatabases())('users in Node on $name', (database) => {
  const start = useReaders(database);

  it('take callbacks everywhere', async () => {
    const app = await start();
    const user = await app.register();
    const token = await calledBack<{ id: string }>(app.Reader, 'login', ADA);
    expect(token.id).toHaveLength(64);
    expect(await calledBack(user, 'hasPassword', ADA.password)).toBe(true);
    expect(await calledBack<{ ttl: number }>(user, 'createAccessToken', 60)).toMatchObject({ ttl: 60 });
    expect(await calledBack(user, 'createAccessToken', { ttl: 70, scopes: ['a'] }, {})).toMatchObject({
      ttl: 70,
      scopes: ['a'],
    });
    await calledBack(user, 'changePassword', ADA.password, 'difference');
    await calledBack(user, 'setPassword', 'engine');
    await calledBack(app.Reader, 'changePassword', 1, 'engine', 'engine no. 2', {});
    await calledBack(app.Reader, 'setPassword', 1, 'engine no. 3');
    const again = await app.Reader.login({ ...ADA, password: 'engine no. 3' });
    await calledBack(app.Reader, 'logout', again.id);
    await expect(calledBack(app.Reader, 'logout', again.id)).rejects.toMatchObject({
      statusCode: 401,
      message: 'Could not find accessToken',
    });
    const mailer = { send: (_mail: object, done: (error: null, sent: string) => void) => done(null, 'sent') };
    const options = { type: 'email', from: 'a@b.test', mailer };
    const sent = await calledBack<{ token: string; uid: unknown }>(user, 'verify', options);
    expect(sent).toMatchObject({ email: 'sent', uid: 1 });
    await calledBack(app.Reader, 'confirm', sent.uid, sent.token, undefined);
    expect(await calledBack(app.Reader, 'generateVerificationToken', user, {})).toMatch(/^[0-9a-f]{128}$/);
    await calledBack(app.Reader, 'resetPassword', { email: ADA.email });
  });

  it('show the user with the token where that was asked for', async () => {
    const app = await start();
    await app.register({ username: 'ada' });
    const token = (await app.Reader.login(ADA, 'USER')) as unknown as { toJSON(): Record<string, unknown> };
    expect(token.toJSON()['user']).toMatchObject({ username: 'ada', id: 1 });
    expect(token.toJSON()['user']).not.toHaveProperty('password');
  });

  it.each([2, 3])('make tokens by a function of the application with %i parameters', async (count) => {
    const app = await start();
    await app.register();
    const seen: unknown[] = [];
    type Done = (error: null, token: object) => void;
    const make = (ttl: unknown, done: Done) => {
      seen.push(ttl);
      done(null, { id: 'own' });
    };
    const own = count === 2 ? make : (ttl: unknown, credentials: { email: string }, done: Done) => make([ttl, credentials.email], done); // prettier-ignore
    Object.assign(app.Reader.prototype, { createAccessToken: own });
    expect(await app.Reader.login({ ...ADA, ttl: 60 })).toEqual({ id: 'own' });
    expect(seen).toEqual([count === 2 ? 60 : [60, ADA.email]]);
  });

  it('end tokens in the transaction that changes them', async () => {
    const app = await start();
    await app.register();
    const token = await app.login();
    const { db } = app.app.dataSources;
    const failing = db?.transaction(async ({ Reader: Bound }) => {
      const user = (await Bound?.findById(1)) as unknown as Reader;
      await user.changePassword(ADA.password, 'difference');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await app.AccessToken.exists(token)).toBe(true);
    await app.login();
    await db?.transaction(async ({ Reader: Bound }) => {
      const user = (await Bound?.findById(1)) as unknown as Reader;
      await user.setPassword('difference');
      await user.destroy();
    });
    expect(await app.AccessToken.count()).toBe(0);
  });

  it('may have ids that are texts', async () => {
    const app = await start({ properties: { id: { type: 'string', id: true, defaultFn: 'guid' } } });
    const user = await app.register();
    expect(user.getId()).toMatch(/^[0-9a-f-]{36}$/);
    const token = await app.login();
    await app.client
      .get(`/api/Readers/${String(user.getId())}`)
      .set('Authorization', token)
      .expect(200);
    await user.changePassword(ADA.password, 'difference');
    expect(await app.AccessToken.count()).toBe(0);
    await user.destroy();
    await app.client
      .post('/api/Readers/login')
      .send({ ...ADA, password: 'difference' })
      .expect(401);
  });

  it('are told of a hash that cannot be checked, and of what is no password', async () => {
    const app = await start();
    const user = await app.register();
    for (const plain of [undefined, null, '', 5, {}, ['lovelace'], 'x'.repeat(100)])
      expect(await user.hasPassword(plain)).toBe(false);
    const { Reader } = app as unknown as { Reader: { validatePassword(plain: unknown): void } };
    expect(() => Reader.validatePassword('')).toThrow('Invalid password.');
    expect(() => Reader.validatePassword('é'.repeat(37))).toThrow('Max length is 72 (entered 74)');
  });
});
