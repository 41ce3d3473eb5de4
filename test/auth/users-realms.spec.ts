import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, useReaders } from './readers.js';

describe.each(testDatabases())('realms on $name', (database) => {
  const start = useReaders(database);

  it('take no operators, with a delimiter either (deviation 8)', async () => {
    const app = await start({ realmDelimiter: ':' });
    await app.register({ realm: 'oxford', username: 'ada' });
    const login = async (credentials: object) => {
      const { body } = await app.client.post('/api/Readers/login').send({ password: ADA.password, ...credentials });
      return (body as { error: { code: string } }).error.code;
    };
    expect(await login({ username: { neq: 'x' }, realm: 'oxford' })).toBe('INVALID_USERNAME');
    expect(await login({ email: ['x'], realm: 'oxford' })).toBe('INVALID_EMAIL');
    expect(await login({ username: 'ada', realm: { neq: 'x' } })).toBe('INVALID_REALM');
  });

  it('choose in a reset, and take no operators there', async () => {
    const app = await start({ realmRequired: true, realmDelimiter: ':' });
    await app.register({ realm: 'oxford' });
    await app.register({ realm: 'cambridge' });
    const events: { user: { realm: string } }[] = [];
    app.Reader.on('resetPasswordRequest', (event: never) => events.push(event));
    const reset = (body: object) => app.client.post('/api/Readers/reset').send(body);
    const operator = await reset({ email: ADA.email, realm: { neq: 'x' } }).expect(400);
    expect(operator.body).toMatchObject({ error: { code: 'INVALID_REALM' } });
    const none = await reset({ email: ADA.email }).expect(400);
    expect(none.body).toMatchObject({ error: { code: 'REALM_REQUIRED' } });
    await app.Reader.resetPassword({ email: ADA.email, realm: 'cambridge' });
    expect(events.map(({ user }) => user.realm)).toEqual(['cambridge']);
  });

  it('take no operators in a reset without settings', async () => {
    const app = await start();
    await app.register({ realm: 'oxford' });
    const { body } = await app.client.post('/api/Readers/reset').send({ email: ADA.email, realm: { neq: 'x' } });
    expect(body).toMatchObject({ error: { statusCode: 400, code: 'INVALID_REALM' } });
  });

  it('make names unique within them, wherever the settings stand (deviation 14)', async () => {
    const app = await start(
      {},
      { modelConfig: { Reader: { dataSource: 'db', options: { realmRequired: true, realmDelimiter: ':' } } } },
    );
    await app.register({ realm: 'oxford', username: 'ada' });
    await app.register({ realm: 'cambridge', username: 'ada' });
    const twice = { ...ADA, realm: 'oxford', username: 'ada' };
    await app.client.post('/api/Readers').send(twice).expect(422);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => app.client.post('/api/Readers').send({ ...twice, realm: 'durham' })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422]);
    await app.login({ username: 'oxford:ada', email: undefined });
  });
});
