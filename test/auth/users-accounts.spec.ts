import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, useReaders } from './readers.js';

describe.each(testDatabases())('accounts on $name', (database) => {
  const start = useReaders(database);

  it('are not told by a reset (deviation 3)', async () => {
    const app = await start({ emailVerificationRequired: true });
    await app.register();
    const events: unknown[] = [];
    app.Reader.on('resetPasswordRequest', (event: unknown) => events.push(event));
    await app.client.post('/api/Readers/reset').send({ email: 'nobody@library.test' }).expect(204);
    await app.client.post('/api/Readers/reset').send({ email: ADA.email }).expect(204);
    await app.Reader.resetPassword({ email: ADA.email });
    expect(events).toEqual([]);
    expect(await app.AccessToken.count()).toBe(0);
  });

  it('are told by a reset where the model reveals them', async () => {
    const app = await start({ emailVerificationRequired: true, revealUnknownAccounts: true });
    await app.register();
    await app.client.post('/api/Readers/reset').send({ email: 'nobody@library.test' }).expect(404);
    await app.client.post('/api/Readers/reset').send({ email: ADA.email }).expect(401);
  });

  it('cannot be given what an owner may not set (deviation 5)', async () => {
    const app = await start();
    const claimed = { emailVerified: true, verificationToken: 'chosen', realm: 'north' };
    await app.client
      .post('/api/Readers')
      .send({ ...ADA, ...claimed })
      .expect(200, { realm: 'north', email: ADA.email, emailVerified: false, id: 1 });
    const user = await app.Reader.findById(1);
    expect(user?.['verificationToken']).toBeNull();
    await user?.updateAttributes({ verificationToken: 'stored', emailVerified: false });

    const other = { ...claimed, realm: 'south' };
    const { body: patched } = await app.client
      .patch('/api/Readers/1')
      .send({ ...other, username: 'ada' })
      .expect(200);
    expect(patched).toEqual({ realm: 'north', username: 'ada', email: ADA.email, emailVerified: false, id: 1 });
    const { body: replaced } = await app.client
      .put('/api/Readers/1')
      .send({ ...ADA, ...other })
      .expect(200);
    expect(replaced).toEqual({ realm: 'north', email: ADA.email, emailVerified: false, id: 1 });
    await app.client
      .patch('/api/Readers')
      .send({ id: 1, ...other })
      .expect(200);
    await app.client
      .put('/api/Readers')
      .send({ id: 1, ...ADA, ...other })
      .expect(200);
    await app.client.post('/api/Readers/upsertWithWhere?where={"id":1}').send(other).expect(200);
    await app.client.post('/api/Readers/update?where={}').send(other).expect(200);
    const stored = await app.Reader.findById(1);
    expect(stored?.toObject()).toMatchObject({ realm: 'north', emailVerified: false, verificationToken: 'stored' });
  });

  it('that an upsert registers keep their realm, and are not verified', async () => {
    const app = await start();
    const claimed = { emailVerified: true, verificationToken: 'chosen', realm: 'north' };
    await app.client
      .patch('/api/Readers')
      .send({ ...ADA, ...claimed })
      .expect(200);
    const stored = await app.Reader.findById(1);
    expect(stored?.toObject()).toMatchObject({ realm: 'north', emailVerified: false, verificationToken: null });
  });

  it('can be given what the model lets be written over REST', async () => {
    const app = await start({ writableOverRest: ['emailVerified', 'realm'] });
    await app.register();
    const { body } = await app.client
      .patch('/api/Readers/1')
      .send({ emailVerified: true, realm: 'south', verificationToken: 'x' });
    expect(body).toMatchObject({ emailVerified: true, realm: 'south' });
    expect((await app.Reader.findById(1))?.['verificationToken']).toBeNull();
  });

  it('that belong to something are guarded as well', async () => {
    const app = await start(
      {},
      {
        models: [{ name: 'Club', relations: { members: { type: 'hasMany', model: 'Reader', foreignKey: 'clubId' } } }],
        modelConfig: { Club: { dataSource: 'db', public: true } },
      },
    );
    await app.client.post('/api/Clubs').send({}).expect(200);
    const claimed = { emailVerified: true, verificationToken: 'chosen' };
    await app.client
      .post('/api/Clubs/1/members')
      .send({ ...ADA, ...claimed })
      .expect(200);
    expect((await app.Reader.findById(1))?.toObject()).toMatchObject({ emailVerified: false, verificationToken: null });
    await app.client
      .put('/api/Clubs/1/members/1')
      .send({ ...claimed, username: 'ada' })
      .expect(200);
    const stored = await app.Reader.findById(1);
    expect(stored?.toObject()).toMatchObject({ emailVerified: false, verificationToken: null, username: 'ada' });
  });

  it.each([
    ['/api/Readers?filter={"where":{"password":{"gt":"a"}}}', 'where'],
    ['/api/Readers?filter={"where":{"or":[{"id":1},{"verificationToken":null}]}}', 'where'],
    ['/api/Readers?filter={"order":"password"}', 'order'],
    ['/api/Readers/count?where={"password":{"neq":null}}', 'where'],
    ['/api/Clubs?filter={"include":{"relation":"members","scope":{"where":{"password":"x"}}}}', 'where'],
    ['/api/Clubs?filter={"include":{"relation":"members","scope":{"order":"password DESC"}}}', 'order'],
    ['/api/Clubs/1/members?filter={"where":{"password":"x"}}', 'where'],
  ])('cannot be asked for their hidden properties: %s (deviation 6)', async (path, place) => {
    const app = await start(
      {},
      {
        models: [{ name: 'Club', relations: { members: { type: 'hasMany', model: 'Reader', foreignKey: 'clubId' } } }],
        modelConfig: { Club: { dataSource: 'db', public: true } },
      },
    );
    await app.client.post('/api/Clubs').send({}).expect(200);
    await app.client.post('/api/Clubs/1/members').send(ADA).expect(200);
    const { body } = await app.client.get(encodeURI(path)).expect(400);
    const name = path.includes('verificationToken') ? 'verificationToken' : 'password';
    const message = `Unknown property "${name}" in the ${place} of "Reader"`;
    expect(body).toEqual({ error: { statusCode: 400, name: 'Error', message, code: 'UNKNOWN_PROPERTY' } });
  });

  it('answer fields that name a hidden property without it', async () => {
    const app = await start();
    await app.register();
    await app.client.get('/api/Readers?filter={"fields":["id","password"]}').expect(200, [{ id: 1 }]);
  });

  it('are unique by index: of two registrations at once one is told so (deviation 7)', async () => {
    const app = await start();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => app.client.post('/api/Readers').send({ ...ADA, username: 'ada' })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused.map(({ status }) => status)).toEqual([422, 422, 422, 422, 422]);
    for (const { body } of refused) {
      const { details } = (body as { error: { details: { codes: Record<string, string[]> } } }).error;
      expect(Object.values(details.codes).flat()).toContain('uniqueness');
    }
    expect(await app.Reader.count()).toBe(1);
  });

  it('stay unique in updateAll and upserts', async () => {
    const app = await start({ caseSensitiveEmail: false });
    await app.register({ username: 'ada' });
    await app.register({ email: 'bob@library.test', username: 'bob' });
    const update = await app.client.post('/api/Readers/update?where={"id":2}').send({ email: 'ADA@library.test' });
    expect(update.status).toBe(422);
    expect(update.body).toMatchObject({ error: { details: { messages: { email: ['Email already exists'] } } } });
    const upsert = await app.client.patch('/api/Readers').send({ id: 2, username: 'ada' });
    expect(upsert.status).toBe(422);
    expect(upsert.body).toMatchObject({ error: { details: { messages: { username: ['User already exists'] } } } });
  });

  it('may have no username, or an empty one, as often as they like', async () => {
    const app = await start();
    for (const name of ['a', 'b', 'c']) {
      const { body } = await app.client
        .post('/api/Readers')
        .send({ email: `${name}@library.test`, password: 'x', username: '' })
        .expect(200);
      expect(body).toMatchObject({ username: '' });
    }
  });
});
