import * as crypto from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, useAttackedApps } from './attacked-app.js';

vi.mock('node:crypto', async (importOriginal) => {
  const original = await importOriginal<typeof crypto>();
  return { ...original, argon2: vi.fn(original.argon2) };
});

describe.each(testDatabases())('the work of a login on $name', (database) => {
  const start = useAttackedApps(database);
  const argon2 = vi.mocked(crypto.argon2);
  let app: AttackedApp;
  let ada: Account;

  async function startWith(options: object = {}): Promise<void> {
    const user = { rateLimit: false, ...options };
    app = await start({ modelConfig: { User: { dataSource: 'db', public: true, options: user } } });
    ada = await app.signUp('ada', { username: 'ada' });
  }

  beforeEach(() => startWith());

  /** The costs of the hashes that a request computes. */
  async function workOf(
    path: string,
    body: object,
  ): Promise<{ status: number; work: readonly unknown[]; body: string }> {
    argon2.mockClear();
    const answer = await app.send({ method: 'POST', path, body });
    const work = argon2.mock.calls.map(([kind, { memory, passes, parallelism, tagLength }]) =>
      [kind, memory, passes, parallelism, tagLength].join(' '),
    );
    return { status: answer.status, work, body: answer.body };
  }

  const login = (body: object) => workOf('/api/Users/login', body);

  it('is one hash, which is seen', async () => {
    const { status, work } = await login({ email: ada.email, password: ada.password });
    expect(status).toBe(200);
    expect(work).toHaveLength(1);
  });

  it.each([
    ['an e-mail', { email: 'ada@x.test' }, { email: 'nobody@x.test' }],
    ['a username', { username: 'ada' }, { username: 'nobody' }],
  ])('is the same for %s that nobody has', async (_name, known, unknown) => {
    for (const password of [
      'wrong',
      '',
      'x'.repeat(72),
      'x'.repeat(73),
      'x'.repeat(5000),
      '\u0000',
      undefined,
      null,
      1,
    ]) {
      const [one, other] = [await login({ ...known, password }), await login({ ...unknown, password })];
      expect(other).toEqual(one);
      expect(one.status).toBe(401);
    }
  });

  it('is the same where the e-mail has to be verified', async () => {
    await startWith({ emailVerificationRequired: true });
    const one = await login({ email: ada.email, password: 'wrong' });
    expect(await login({ email: 'nobody@x.test', password: 'wrong' })).toEqual(one);
  });

  it('is the same in a realm that nobody is in', async () => {
    await startWith({ realmRequired: true, realmDelimiter: ':' });
    const one = await login({ email: ada.email, password: 'wrong', realm: 'oxford' });
    expect(one).toMatchObject({ status: 401, work: [expect.any(String)] });
  });

  it('of a reset is none, and its answer is the same', async () => {
    const reset = (email: string) => workOf('/api/Users/reset', { email });
    const one = await reset(ada.email);
    expect(one).toMatchObject({ status: 204, work: [] });
    expect(await reset('nobody@x.test')).toEqual(one);
  });
});
