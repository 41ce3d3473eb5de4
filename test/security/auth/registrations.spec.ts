import { describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type AttackedApp, useAttackedApps } from './attacked-app.js';

const AT_ONCE = 20;

describe.each(testDatabases())('registrations at the same time on $name', (database) => {
  const start = useAttackedApps(database);

  function startWith(options: object = {}): Promise<AttackedApp> {
    const user = { rateLimit: false, ...options };
    return start({ modelConfig: { User: { dataSource: 'db', public: true, options: user } } });
  }

  async function register(app: AttackedApp, bodies: readonly object[]): Promise<readonly number[]> {
    const answers = await Promise.all(
      bodies.map((body) => app.send({ method: 'POST', path: '/api/Users', body: { password: 'secret', ...body } })),
    );
    for (const { status, body } of answers.filter((each) => each.status !== 200)) {
      expect([status, JSON.parse(body)]).toMatchObject([422, { error: { name: 'ValidationError', statusCode: 422 } }]);
      expect(body).not.toMatch(/secret|constraint|UNIQUE|duplicate|\$argon2/);
    }
    return answers.map(({ status }) => status);
  }

  const oneWins = [200, ...Array.from({ length: AT_ONCE - 1 }, () => 422)];

  it.each([
    ['an e-mail', {}, () => ({ email: 'ada@x.test' })],
    ['a username', {}, (n: number) => ({ email: `ada${String(n)}@x.test`, username: 'ada' })],
    [
      'an e-mail whose case does not count',
      { caseSensitiveEmail: false },
      (n: number) => ({ email: n % 2 === 0 ? 'Ada@X.test' : `aDa@x.TEST` }),
    ],
    [
      'an e-mail of a realm',
      { realmRequired: true, realmDelimiter: ':' },
      () => ({ email: 'ada@x.test', realm: 'oxford' }),
    ],
    [
      'a username of a realm',
      { realmRequired: true, realmDelimiter: ':' },
      (n: number) => ({ email: `ada${String(n)}@x.test`, username: 'ada', realm: 'oxford' }),
    ],
    [
      'an e-mail without a realm, where there are some',
      { realmRequired: true, realmDelimiter: ':' },
      () => ({ email: 'ada@x.test' }),
    ],
  ])('with %s leave one', async (_name, options, bodyOf) => {
    const app = await startWith(options);
    const statuses = await register(
      app,
      Array.from({ length: AT_ONCE }, (_, n) => bodyOf(n)),
    );
    expect(statuses.toSorted((a, b) => a - b)).toEqual(oneWins);
    expect(await app.model('User').count()).toBe(1);
  });

  it('leave one of each realm', async () => {
    const app = await startWith({ realmRequired: true, realmDelimiter: ':' });
    const bodies = Array.from({ length: AT_ONCE }, (_, n) => ({
      email: 'ada@x.test',
      realm: n % 2 === 0 ? 'oxford' : 'cambridge',
    }));
    expect((await register(app, bodies)).filter((status) => status === 200)).toHaveLength(2);
    expect(await app.model('User').count()).toBe(2);
  });

  it('leave those who have no username', async () => {
    const app = await startWith();
    const bodies = Array.from({ length: 6 }, (_, n) => ({ email: `ada${String(n)}@x.test` }));
    expect(await register(app, bodies)).toEqual(bodies.map(() => 200));
  });

  it('within one request leave one', async () => {
    const app = await startWith();
    const body = [1, 2, 3].map(() => ({ email: 'ada@x.test', password: 'secret' }));
    const { status } = await app.send({ method: 'POST', path: '/api/Users', body });
    expect(status).toBe(422);
    expect(await app.model('User').count()).toBeLessThan(2);
  });

  it('and changes of an e-mail to one leave one', async () => {
    const app = await startWith();
    const users = await Promise.all(['a', 'b', 'c', 'd'].map((name) => app.signUp(name)));
    const changes = users.map(({ id, token }) =>
      app.send({ method: 'PATCH', path: `/api/Users/${String(id)}`, body: { email: 'ada@x.test' }, token }),
    );
    const [registered, ...answers] = await Promise.all([register(app, [{ email: 'ada@x.test' }]), ...changes]);
    const statuses = [...registered, ...answers.map(({ status }) => status)];
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422, 422]);
    expect(await app.model('User').count({ email: 'ada@x.test' } as never)).toBe(1);
  });
});
