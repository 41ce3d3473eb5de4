import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, useAttackedApps } from './attacked-app.js';

/** Texts that other programs cut, change, or take for something else; each differs from its neighbour in one thing. */
const PAIRS: readonly (readonly [string, string])[] = [
  ['a\u0000b', 'a'],
  ['a\u0000b', 'a\u0000c'],
  ['\u0000', '\u0000\u0000'],
  ['\u00e9', 'e\u0301'],
  ['\u212b', '\u00c5'],
  ['ﬁ', 'fi'],
  ['Ａ', 'A'],
  [' spaces ', 'spaces'],
  ['Case', 'case'],
  ['ß', 'ss'],
  ['x\u200d', 'x'],
  ['\ufeffx', 'x'],
  ['é'.repeat(36), 'é'.repeat(35)],
  ['x'.repeat(72), 'x'.repeat(71)],
  ['😀'.repeat(18), '😀'.repeat(17)],
  ['null', 'undefined'],
  ['[object Object]', '{}'],
];
const TOO_LONG = ['x'.repeat(73), 'é'.repeat(37), `${'x'.repeat(70)}€`, '😀'.repeat(19), 'x'.repeat(50_000)];

const BCRYPT = '$2b$04$NkVsCbp7bYb2v3aB3e7CVe2tQ6e1tJ0nF8eUoQ2G5n8qEBJxS2OSm';
const ARGON2 = `$argon2id$v=19$m=8,t=1,p=1$${'A'.repeat(11)}$${'A'.repeat(22)}`;

describe.each(testDatabases())('passwords on $name', (database) => {
  const start = useAttackedApps(database);
  let app: AttackedApp;
  let ada: Account;

  beforeEach(async () => {
    app = await start({ modelConfig: { User: { dataSource: 'db', public: true, options: { rateLimit: false } } } });
    ada = await app.signUp('ada');
  });

  async function statusOfLogin(email: string, password: unknown): Promise<number> {
    return (await app.send({ method: 'POST', path: '/api/Users/login', body: { email, password } })).status;
  }

  async function stored(email: string): Promise<string> {
    const row = (await app.rows())['User']?.find((each) => each['email'] === email);
    return String(row?.['password']);
  }

  it('are neither cut nor changed', async () => {
    for (const [index, [password, other]] of PAIRS.entries()) {
      const email = `user${String(index)}@x.test`;
      await app.serve({ method: 'POST', path: '/api/Users', body: { email, password } });
      expect([password, await statusOfLogin(email, password), await statusOfLogin(email, other)]).toEqual([
        password,
        200,
        401,
      ]);
    }
  });

  it('are at most 72 bytes long, however they are set', async () => {
    const { token, password } = ada;
    await app.repel(
      TOO_LONG.flatMap((long) => [
        { method: 'POST', path: '/api/Users', body: { email: 'new@x.test', password: long } },
        { method: 'POST', path: '/api/Users', body: [{ email: 'new@x.test', password: long }] },
        { method: 'PATCH', path: '/api/Users/1', body: { password: long }, token },
        { method: 'PUT', path: '/api/Users/1', body: { email: ada.email, password: long }, token },
        {
          method: 'POST',
          path: '/api/Users/change-password',
          body: { oldPassword: password, newPassword: long },
          token,
        },
        { method: 'POST', path: '/api/Users/reset-password', body: { newPassword: long }, token },
        { method: 'POST', path: '/api/Users/reset', body: { email: ada.email, password: long } },
      ]),
      422,
    );
    const body = { email: 'new@x.test', password: TOO_LONG[1] };
    const answer = await app.send({ method: 'POST', path: '/api/Users', body });
    expect(JSON.parse(answer.body).error).toMatchObject({
      code: 'PASSWORD_TOO_LONG',
      message: 'The password entered was too long. Max length is 72 (entered 74)',
    });
  });

  it('that are too long log nobody in whose password they begin with', async () => {
    const email = 'long@x.test';
    await app.serve({ method: 'POST', path: '/api/Users', body: { email, password: 'x'.repeat(72) } });
    await app.repel(
      ['x'.repeat(73), 'x'.repeat(50_000)].map((password) => ({
        method: 'POST',
        path: '/api/Users/login',
        body: { email, password },
      })),
      401,
    );
  });

  it.each([BCRYPT, ARGON2])('that look like a hash are passwords: %s', async (hash) => {
    const email = 'hash@x.test';
    await app.serve({ method: 'POST', path: '/api/Users', body: { email, password: hash } });
    expect(await stored(email)).not.toBe(hash);
    expect(await statusOfLogin(email, hash)).toBe(200);
    const writes = [
      { method: 'PATCH', path: '/api/Users/1', body: { password: hash } },
      { method: 'PUT', path: '/api/Users/1', body: { email: ada.email, password: hash } },
      { method: 'POST', path: '/api/Users/reset-password', body: { newPassword: hash } },
    ];
    for (const write of writes) {
      const { status } = await app.send({ ...write, token: ada.token });
      expect([200, 204]).toContain(status);
      expect(await stored(ada.email)).toMatch(/^\$argon2id\$|^\$2b\$1/);
      expect(await stored(ada.email)).not.toBe(hash);
      expect(await statusOfLogin(ada.email, hash)).toBe(200);
    }
  });

  it('are not what is stored of them', async () => {
    const hash = await stored(ada.email);
    app.secrets.push(hash);
    await app.repel(
      [
        { method: 'POST', path: '/api/Users/login', body: { email: ada.email, password: hash } },
        { method: 'POST', path: '/api/Users/login', body: { email: ada.email, password: hash.slice(0, 72) } },
      ],
      401,
    );
    await app.repel(
      [
        {
          method: 'POST',
          path: '/api/Users/change-password',
          body: { oldPassword: hash, newPassword: 'chosen' },
          token: ada.token,
        },
      ],
      400,
    );
  });

  it('stand in no answer, and in no log', async () => {
    const { id, token, email } = ada;
    const hash = await stored(email);
    const answers = await Promise.all([
      app.send({ path: `/api/Users/${String(id)}`, token }),
      app.send({ path: `/api/Users/${String(id)}?filter={"fields":["id","password","verificationToken"]}`, token }),
      app.send({ path: `/api/Users/${String(id)}?filter={"fields":{"password":true}}`, token }),
      app.send({ method: 'PATCH', path: `/api/Users/${String(id)}`, body: { username: 'ada' }, token }),
      app.send({ method: 'POST', path: '/api/Users', body: { email: 'new@x.test', password: 'very secret' } }),
      app.send({ method: 'POST', path: '/api/Users', body: { email: 'new@x.test', password: 'very secret' } }),
      app.send({ method: 'POST', path: '/api/Users', body: { email: 'no address', password: 'very secret' } }),
      app.send({ method: 'POST', path: '/api/Users/login?include=user', body: { email, password: ada.password } }),
    ]);
    for (const { body } of answers) expect(body).not.toMatch(/very secret|\$argon2|\$2b|ada-password|verify:/);
    for (const { body } of answers) expect(body).not.toContain(hash);
    expect(app.serverErrors.join('\n')).not.toMatch(/very secret|\$argon2|ada-password/);
  });
});
