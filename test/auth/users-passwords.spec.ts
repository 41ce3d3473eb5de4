import { hash } from '@node-rs/bcrypt';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, rowsOf, useReaders } from './readers.js';

const ARGON2 = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

describe.each(testDatabases())('passwords of users on $name', (database) => {
  const start = useReaders(database);

  it('are stored as Argon2id hashes (deviation 1)', async () => {
    const app = await start();
    await app.client.post('/api/Readers').send(ADA).expect(200, { email: ADA.email, id: 1 });
    const [row] = await rowsOf(app, 'Reader');
    expect(row?.['password']).toMatch(ARGON2);
    await app.login();
  });

  it.each(['2a', '2b', '2y'])(
    'are accepted as $%s$ hashes of bcrypt, which the next login replaces',
    async (version) => {
      const app = await start();
      const old = (await hash(ADA.password, { cost: 4 })).replace('$2b$', `$${version}$`);
      await app.register({ password: old });
      expect((await rowsOf(app, 'Reader'))[0]?.['password']).toBe(old);
      await app.client
        .post('/api/Readers/login')
        .send({ ...ADA, password: 'Lovelace' })
        .expect(401);
      expect((await rowsOf(app, 'Reader'))[0]?.['password']).toBe(old);
      const first = await app.login();
      await expect.poll(async () => (await rowsOf(app, 'Reader'))[0]?.['password']).toMatch(ARGON2);
      await app.login();
      // Nobody has changed the password.
      await app.client.get('/api/Readers/1').set('Authorization', first).expect(200);
      expect(await app.AccessToken.count()).toBe(2);
    },
  );

  it('are not hashes that a client sends (deviation 2)', async () => {
    const app = await start();
    const bcrypt = await hash('known', { cost: 4 });
    await app.client
      .post('/api/Readers')
      .send({ ...ADA, password: bcrypt })
      .expect(200);
    await app.client
      .post('/api/Readers/login')
      .send({ ...ADA, password: 'known' })
      .expect(401);
    const token = await app.login({ password: bcrypt });
    const as = (path: string) => app.client.patch(`/api/Readers${path}`).set('Authorization', token);
    await as('/1').send({ password: bcrypt }).expect(200);
    expect((await rowsOf(app, 'Reader'))[0]?.['password']).toMatch(ARGON2);
    await app.client
      .put('/api/Readers/1')
      .send({ ...ADA, password: bcrypt })
      .expect(200);
    await app.client.patch('/api/Readers').send({ id: 1, password: bcrypt }).expect(200);
    await app.client.post('/api/Readers/update?where={"id":1}').send({ password: bcrypt }).expect(200);
    await app.client.post('/api/Readers/upsertWithWhere?where={"id":1}').send({ password: bcrypt }).expect(200);
    await app.client
      .post('/api/Readers/login')
      .send({ ...ADA, password: 'known' })
      .expect(401);
    await app.login({ password: bcrypt });
  });

  it('are not hashes at reset-password either, nor longer than 72 bytes as such', async () => {
    const app = await start();
    const user = await app.register();
    const token = await app.login();
    const bcrypt = await hash('known', { cost: 4 });
    const send = (newPassword: unknown) =>
      app.client.post('/api/Readers/reset-password').set('Authorization', token).send({ newPassword });
    await send(user['password']).expect(422);
    await send(bcrypt).expect(204);
    await app.client
      .post('/api/Readers/login')
      .send({ ...ADA, password: 'known' })
      .expect(401);
    await app.login({ password: bcrypt });
  });

  it('are stored as hashes by updateAll, and checked (deviation 7)', async () => {
    const app = await start();
    await app.register();
    await app.register({ email: 'bob@library.test' });
    const token = await app.login();
    await app.client.post('/api/Readers/update?where={}').send({ password: '' }).expect(422);
    await app.client
      .post('/api/Readers/update?where={}')
      .send({ password: 'x'.repeat(73) })
      .expect(422);
    await app.client.post('/api/Readers/update?where={}').send({ password: 'difference' }).expect(200, { count: 2 });
    for (const row of await rowsOf(app, 'Reader')) expect(row['password']).toMatch(ARGON2);
    await app.client.get('/api/Readers/1').set('Authorization', token).expect(200);
    expect(await app.AccessToken.count()).toBe(0);
    await app.login({ password: 'difference' });
  });

  it('are never stored in the clear, whatever observers do', async () => {
    const app = await start();
    app.Reader.observe('before save', ({ instance, data }: { instance?: object; data?: object }) => {
      Object.assign(instance ?? data ?? {}, { password: 'by the observer' });
      return Promise.resolve();
    });
    const user = await app.register();
    await user.updateAttributes({ username: 'ada' });
    await app.Reader.updateAll({}, { username: 'countess' });
    await user.save();
    expect((await rowsOf(app, 'Reader'))[0]?.['password']).toMatch(ARGON2);
    expect(user['password']).toMatch(ARGON2);
    await app.login({ password: 'by the observer' });
  });

  it('survive a save of the whole user, also with the options of a request', async () => {
    const app = await start();
    const user = await app.register();
    await user.save();
    await user.updateAttributes({ password: 'difference' });
    await user.save({ queryLimits: undefined, accessToken: null });
    expect(await user.hasPassword('difference')).toBe(true);
    user['password'] = 'engine';
    expect(await user.hasPassword('engine')).toBe(true);
    await user.save();
    await app.login({ password: 'engine' });
  });

  it('may be hashed by the application', async () => {
    const app = await start();
    Object.assign(app.Reader, { hashPassword: (plain: string) => Promise.resolve(`mine:${plain.length}`) });
    await app.register();
    expect((await rowsOf(app, 'Reader'))[0]?.['password']).toBe('mine:8');
  });

  it('may be used again, and end all other sessions all the same (deviation 22)', async () => {
    const app = await start();
    await app.register();
    const [one, other] = [await app.login(), await app.login()];
    const again = { oldPassword: ADA.password, newPassword: ADA.password };
    await app.client.post('/api/Readers/change-password').set('Authorization', one).send(again).expect(204);
    expect(await app.AccessToken.count()).toBe(1);
    expect(await app.AccessToken.exists(one)).toBe(true);
    expect(await app.AccessToken.exists(other)).toBe(false);
  });

  it('may not be used again with rejectReusedPassword', async () => {
    const app = await start({ rejectReusedPassword: true });
    await app.register();
    const token = await app.login();
    const again = { oldPassword: ADA.password, newPassword: ADA.password };
    const { body } = await app.client
      .post('/api/Readers/change-password')
      .set('Authorization', token)
      .send(again)
      .expect(422);
    expect(body).toMatchObject({ error: { code: 'PASSWORD_REUSED' } });
  });

  it('of strangers are nobody: 401, also without access control', async () => {
    const app = await start();
    const { body } = await app.client.post('/api/Readers/change-password').send({ oldPassword: 'a', newPassword: 'b' });
    expect(body).toMatchObject({ error: { statusCode: 401 } });
  });
});
