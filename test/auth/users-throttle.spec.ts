import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ADA, type ReadersApp, rowsOf, useReaders } from './readers.js';

const LIMIT = { rateLimit: { window: 900, perAccount: 3, perAddress: 8 } };
const WRONG = { ...ADA, password: 'Lovelace' };

const login = ({ client }: ReadersApp, credentials: object) => client.post('/api/Readers/login').send(credentials);

async function fail(app: ReadersApp, times: number, credentials: object = WRONG): Promise<void> {
  for (let time = 0; time < times; time++) await login(app, credentials).expect(401);
}

describe.each(testDatabases())('guessing on $name (deviation 4)', (database) => {
  const start = useReaders(database);

  it('is over for an account after so many logins in vain, also with the right password', async () => {
    const app = await start(LIMIT);
    await app.register({ username: 'ada' });
    await fail(app, 2);
    await fail(app, 1, { username: 'ada', password: 'x' });
    const { body, headers } = await login(app, ADA).expect(429);
    expect(body).toEqual({
      error: {
        statusCode: 429,
        name: 'Error',
        message: 'Too many attempts, try again later',
        code: 'TOO_MANY_REQUESTS',
      },
    });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(900);
    expect(await app.AccessToken.count()).toBe(0);
    // Others can log in.
    await app.register({ email: 'bob@library.test' });
    await app.login({ email: 'bob@library.test' });
  });

  it('is over for accounts that there are not in the same way', async () => {
    const app = await start(LIMIT);
    await fail(app, 3, { email: 'nobody@library.test', password: 'x' });
    await login(app, { email: 'nobody@library.test', password: 'x' }).expect(429);
  });

  it('begins anew after a login', async () => {
    const app = await start(LIMIT);
    await app.register();
    await fail(app, 2);
    await app.login();
    await fail(app, 2);
    await app.login();
  });

  it('is over for an address after more of them', async () => {
    const app = await start(LIMIT);
    await app.register();
    for (let time = 0; time < 8; time++) await fail(app, 1, { email: `${time}@library.test`, password: 'x' });
    await login(app, ADA).expect(429);
  });

  it('cannot be done all at once', async () => {
    const app = await start(LIMIT);
    await app.register();
    const answers = await Promise.all(Array.from({ length: 12 }, () => login(app, WRONG)));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3);
    await login(app, ADA).expect(429);
  });

  it('counts what is no login for nobody, and nothing in Node', async () => {
    const app = await start(LIMIT);
    await app.register();
    for (let time = 0; time < 10; time++) await login(app, { password: 'x' }).expect(400);
    for (let time = 0; time < 10; time++) await expect(app.Reader.login(WRONG)).rejects.toThrow('login failed');
    await app.login();
  });

  it('counts wrong passwords of change-password', async () => {
    const app = await start(LIMIT);
    await app.register();
    const token = await app.login();
    const change = (oldPassword: string) =>
      app.client
        .post('/api/Readers/change-password')
        .set('Authorization', token)
        .send({ oldPassword, newPassword: 'difference' });
    for (let time = 0; time < 3; time++) await change('wrong').expect(400);
    await change(ADA.password).expect(429);
  });

  it('lets one reset a minute make a token, and so many be asked for', async () => {
    const app = await start(LIMIT);
    await app.register();
    const requested = Promise.withResolvers<void>();
    let events = 0;
    app.Reader.on('resetPasswordRequest', () => {
      events += 1;
      requested.resolve();
    });
    const reset = () => app.client.post('/api/Readers/reset').send({ email: ADA.email });
    for (let time = 0; time < 3; time++) await reset().expect(204);
    await requested.promise;
    await reset().expect(429);
    expect(events).toBe(1);
    expect(await app.AccessToken.count()).toBe(1);
  });

  it('lets one verification a minute send a mail', async () => {
    const app = await start({
      ...LIMIT,
      acls: [{ principalType: 'ROLE', principalId: '$everyone', permission: 'ALLOW' }],
    });
    await app.register();
    let mails = 0;
    const send = (_mail: object, done: (error: null) => void) => {
      mails += 1;
      done(null);
    };
    Object.assign(app.Reader, { email: { send } });
    for (let time = 0; time < 3; time++) await app.client.post('/api/Readers/1/verify').expect(204);
    await app.client.post('/api/Readers/1/verify').expect(429);
    expect(mails).toBe(1);
  });

  it('can be let be', async () => {
    const app = await start({ rateLimit: false });
    await app.register();
    await fail(app, 12);
    await app.login();
    expect(app.app.registry.modelNames).not.toContain('LoopnestAttempt');
  });

  it('keeps no names', async () => {
    const app = await start(LIMIT);
    await app.register();
    await fail(app, 1);
    const rows = await rowsOf(app, 'LoopnestAttempt');
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/ada|127\.0/);
  });

  it('is not slowed down where somebody else makes the tables and has not made this one', async () => {
    const app = await start(LIMIT);
    const { db } = app.app.dataSources;
    await db?.connector.execute('DROP TABLE loopnestattempt', []);
    Object.assign(db?.settings ?? {}, { autoMigrate: false });
    await app.register();
    await fail(app, 4);
    await app.login();
    expect(app.warnings.join('\n')).toContain('Attempts are not limited');
  });
});
