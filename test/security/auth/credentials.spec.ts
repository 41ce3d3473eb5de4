import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type Attempt, form, useAttackedApps } from './attacked-app.js';

/** What matches everything, or something else than itself, where it gets into a query. */
const OPERATORS: readonly unknown[] = [
  { ne: null },
  { neq: '' },
  { gt: '' },
  { like: '%' },
  { regexp: '.*' },
  { regexp: '/.*/i' },
  { inq: ['ada@x.test', 'bob@x.test'] },
  { nin: [] },
  { between: ['', 'z'] },
  { or: [{ email: 'ada@x.test' }] },
  { $ne: null },
  { toString: 'x' },
  { length: 1 },
  {},
  ['ada@x.test'],
  [{ ne: null }],
  [['ada@x.test']],
];
const SCALARS: readonly unknown[] = [true, 1, -1, 1e300];
const NAMES = ['ne', 'neq', 'gt', 'like', 'regexp', 'inq', '$ne', '', '0', '__proto__', 'constructor'];

function post(path: string, body: unknown, token?: string): Attempt {
  return { method: 'POST', path: `/api/Users/${path}`, body, token };
}

function postForm(path: string, body: string, token?: string): Attempt {
  return { method: 'POST', path: `/api/Users/${path}`, ...form(body), token };
}

describe.each(testDatabases())('operators as credentials on $name', (database) => {
  const start = useAttackedApps(database);
  let app: AttackedApp;
  let ada: Account;

  async function startWith(options: object = {}): Promise<void> {
    app = await start({
      modelConfig: { User: { dataSource: 'db', public: true, options: { rateLimit: false, ...options } } },
    });
    ada = await app.signUp('ada', { username: 'ada', realm: 'oxford' });
    await app.signUp('bob', { username: 'bob', realm: 'cambridge' });
  }

  beforeEach(() => startWith());

  it('log nobody in as an e-mail', async () => {
    await app.repel(
      [...OPERATORS, ...SCALARS].map((email) => post('login', { email, password: ada.password })),
      400,
    );
  });

  it('log nobody in as a username', async () => {
    await app.repel(
      [...OPERATORS, ...SCALARS].map((username) => post('login', { username, password: ada.password })),
      400,
    );
  });

  it('log nobody in as a password', async () => {
    await app.repel(
      [...OPERATORS, ...SCALARS, null, '', false].map((password) => post('login', { email: ada.email, password })),
      401,
    );
  });

  it('log nobody in from a form', async () => {
    await app.repel(
      [
        ...NAMES.map((name) => `email[${name}]=x&password=${ada.password}`),
        ...NAMES.map((name) => `username[${name}]=x&password=${ada.password}`),
        `email=${ada.email}&email=bob@x.test&password=${ada.password}`,
      ].map((body) => postForm('login', body)),
      400,
    );
    await app.repel(
      [
        ...NAMES.map((name) => `email=${ada.email}&password[${name}]=x`),
        `email=${ada.email}&password=${ada.password}&password=x`,
        `email=${ada.email}&password[]=${ada.password}`,
      ].map((body) => postForm('login', body)),
      401,
    );
  });

  it('log nobody in from the query, or by a body that is no object', async () => {
    const query = `login?email=${ada.email}&password=${ada.password}`;
    await app.repel(
      [
        post(query, undefined),
        post(query, {}),
        post('login', [{ email: ada.email, password: ada.password }]),
        { ...post('login', `"${ada.email}"`), headers: { 'content-type': 'application/json' } },
        { ...post('login', JSON.stringify(ada)), headers: { 'content-type': 'text/plain' } },
        post(`login?credentials=${encodeURIComponent(JSON.stringify(ada))}`, undefined),
      ],
      400,
      415,
    );
  });

  it('make no token of another kind as a ttl', async () => {
    const ttls = [...OPERATORS, true, 'ten', '1e9', '0x10', -2, '-5', { ttl: 1 }, { userId: 2 }, { id: 'x' }];
    await app.repel(
      ttls.map((ttl) => post('login', { email: ada.email, password: ada.password, ttl })),
      400,
    );
  });

  it('reset nothing as an e-mail or a realm', async () => {
    await app.repel(
      [
        ...[...OPERATORS, ...SCALARS, null, ''].map((email) => post('reset', { email })),
        ...[...OPERATORS, true, 1].map((realm) => post('reset', { email: ada.email, realm })),
        ...NAMES.map((name) => postForm('reset', `email[${name}]=x`)),
        ...NAMES.map((name) => postForm('reset', `email=${ada.email}&realm[${name}]=x`)),
      ],
      400,
    );
  });

  it('change no password', async () => {
    await app.repel(
      [...OPERATORS, ...SCALARS, null, ''].flatMap((value) => [
        post('change-password', { oldPassword: value, newPassword: 'chosen' }, ada.token),
        post('change-password', { oldPassword: ada.password, newPassword: value }, ada.token),
        post('reset-password', { newPassword: value }, ada.token),
      ]),
      400,
      422,
    );
    await app.repel(
      NAMES.flatMap((name) => [
        postForm('change-password', `oldPassword[${name}]=x&newPassword=chosen`, ada.token),
        postForm('change-password', `oldPassword=${ada.password}&newPassword[${name}]=x`, ada.token),
        postForm('reset-password', `newPassword[${name}]=x`, ada.token),
      ]),
      400,
      422,
    );
  });

  it('choose no other user as an id beside a password', async () => {
    const wrong = { oldPassword: 'bob-password', newPassword: 'chosen' };
    await app.repel(
      [2, '2', { ne: 1 }, [2], null].map((id) => post('change-password', { id, userId: id, ...wrong }, ada.token)),
      400,
    );
    await app.repel([post('change-password?id=2', wrong, ada.token)], 400);
  });

  it('confirm nobody', async () => {
    const User = app.model('User');
    await User.updateAll({ id: 2 } as never, { verificationToken: 'a-verification-token' } as never);
    app.secrets.push('a-verification-token');
    const tokens = ['token[ne]=x', 'token[]=a-verification-token', 'token[regexp]=.*', 'token={"ne":""}', 'token=%00'];
    const uids = ['uid[ne]=1', 'uid[]=2', 'uid[inq][]=2', 'uid={"ne":1}', 'uid=%00', 'uid=2%00', 'uid=null', 'uid=me'];
    await app.repel(
      [
        ...tokens.map((token) => ({ path: `/api/Users/confirm?uid=2&${token}` })),
        ...uids.map((uid) => ({ path: `/api/Users/confirm?${uid}&token=a-verification-token` })),
      ],
      400,
      404,
    );
  });

  it('are no tokens of a request', async () => {
    const { token, id } = ada;
    const path = `/api/Users/${String(id)}`;
    await app.repel(
      [
        `access_token[]=${token}`,
        `access_token[0]=${token}`,
        `access_token[inq][]=${token}`,
        `access_token[ne]=x`,
        `access_token=${token}&access_token=x`,
        `access_token=${encodeURIComponent(JSON.stringify({ ne: '' }))}`,
        `access_token=${encodeURIComponent(JSON.stringify([token]))}`,
        `access_token=%25`,
        `access_token=%00`,
        `access_token=${token}%00`,
        `access_token=%FF`,
        `__proto__[access_token]=${token}`,
        `constructor[access_token]=${token}`,
      ].map((query) => ({ path: `${path}?${query}` })),
      401,
    );
    await app.repel(
      [`%${token}`, `{"ne":""}`, `["${token}"]`, `${token},${token}`, `Bearer  ${token}`, `bearer ${token}`].map(
        (text) => ({ path, token: text }),
      ),
      401,
    );
  });

  it('end no session', async () => {
    await app.repel(
      [{ ne: '' }, [ada.token], ada.token].flatMap((value) => [
        post('logout', { access_token: value }),
        post(`logout?access_token[]=${ada.token}`, { access_token: value }),
      ]),
      401,
    );
    expect(await app.serve({ path: `/api/Users/${String(ada.id)}`, token: ada.token })).toMatchObject({ id: ada.id });
  });

  it('choose no realm', async () => {
    await app.repel(
      [{ ne: '' }, ['oxford'], true].map((realm) => post('login', { email: ada.email, password: 'wrong', realm })),
      401,
    );
    await startWith({ realmRequired: true, realmDelimiter: ':' });
    const { email, password } = ada;
    await app.repel(
      [
        ...[...OPERATORS, true, 1].map((realm) => post('login', { email, password, realm })),
        ...[...OPERATORS, ...SCALARS].map((name) => post('login', { email: name, password, realm: 'oxford' })),
        ...[...OPERATORS, ...SCALARS].map((name) => post('login', { username: name, password, realm: 'oxford' })),
        ...[...OPERATORS, true, 1].map((realm) => post('reset', { email, realm })),
        ...NAMES.map((name) => postForm('login', `email=${email}&password=${password}&realm[${name}]=oxford`)),
        post('login', { email, password }),
        post('login', { email, password, realm: '' }),
        post('login', { email: `:${email}`, password }),
        post('reset', { email }),
      ],
      400,
    );
    await app.repel(
      [
        post('login', { email, password, realm: 'cambridge' }),
        post('login', { email: `cambridge:${email}`, password }),
        post('login', { email: `cambridge:${email}`, password, realm: 'oxford' }),
        post('login', { email, password, realm: 'OXFORD' }),
        post('login', { email, password, realm: 'oxford ' }),
        post('login', { email, password, realm: 'oxf%' }),
        post('login', { email: `oxford:${email.replace('ada', '%')}`, password }),
      ],
      401,
    );
  });
});
