import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type AttackedApp, type Attempt, useAttackedApps } from './attacked-app.js';

/** Where nobody may be led to. */
const ELSEWHERE = [
  '//evil.test',
  '///evil.test',
  '/\\evil.test',
  '\\\\evil.test',
  '\\/evil.test',
  '/\\/evil.test',
  '/\t/evil.test',
  '/\n/evil.test',
  '/\r\n/evil.test',
  '/\0/evil.test',
  '\t//evil.test',
  ' //evil.test',
  '/\u007f/evil.test',
  'https:evil.test',
  'https:/evil.test',
  'https://evil.test',
  'HTTPS://evil.test',
  'http:\\\\evil.test',
  '//evil%2Etest',
  'https://good.test@evil.test',
  'https://good.test.evil.test',
  'https://good.test:444/',
  'http://good.test/',
  'https://good.test\\@evil.test'.replace('\\', '%5C'),
  'https://evil.test#https://good.test',
  'https://evil.test/good.test',
  'data:text/html,<script>alert(1)</script>',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'file:///etc/passwd',
  'blob:https://good.test/x',
  'view-source:https://good.test',
  'ftp://good.test/',
  'mailto:a@x.test',
  '／／evil.test',
  '\u2028//evil.test',
  'evil.test',
  '?next=//evil.test',
  '#//evil.test',
  './/evil.test',
  'x',
  '/x\r\nSet-Cookie: a=b',
  '/x\nLocation: https://evil.test',
  '/x\r',
  '/a\\b',
];

describe.each(testDatabases())('redirects of confirmations on $name', (database) => {
  const start = useAttackedApps(database, afterAll);
  let app: AttackedApp;

  beforeAll(async () => {
    const options = { allowedRedirects: ['https://good.test'], rateLimit: false };
    app = await start({ modelConfig: { User: { dataSource: 'db', public: true, options } } });
    await app.signUp('ada');
  });

  /** A user's link, with the token that it takes. */
  async function link(): Promise<(redirect: string) => Attempt> {
    const token = 'a-token-that-confirms';
    await app.model('User').updateAll({ id: 1 } as never, { verificationToken: token, emailVerified: false } as never);
    return (redirect) => ({ path: `/api/Users/confirm?uid=1&token=${token}&redirect=${encodeURIComponent(redirect)}` });
  }

  it('lead to no other site, and confirm nothing then', async () => {
    const to = await link();
    await app.repel(ELSEWHERE.map(to), 400);
  });

  it('that are no texts confirm nothing', async () => {
    const { path } = (await link())('');
    await app.repel(
      [{ path: path.replace('&redirect=', '&redirect[]=') + 'x' }, { path: `${path}/a&redirect=//evil` }],
      400,
    );
  });

  it('that no header can have end in no failure', async () => {
    await link();
    const body = '{"uid":"1","token":"a-token-that-confirms","redirect":"/\\ud800"}';
    await app.repel([{ path: '/api/Users/confirm', body, headers: { 'content-type': 'application/json' } }], 400);
  });

  it.each([
    '/',
    '/welcome?a=b#c',
    '/%2F%2Fevil.test',
    '/.//evil.test',
    '/é',
    'https://good.test/x?y',
    'https://good.test',
  ])('lead to %j', async (redirect) => {
    const to = await link();
    const { status, headers } = await app.send(to(redirect));
    expect(status).toBe(302);
    const { origin } = new URL(String(headers.location), 'https://here.test/api/Users/confirm');
    expect(origin).toBe(redirect.startsWith('/') ? 'https://here.test' : 'https://good.test');
  });

  it('bring no header of a client', async () => {
    const to = await link();
    const { status, headers } = await app.send(to('https://good.test/\r\nSet-Cookie: a=b\r\n\r\n<script>'));
    expect([302, 400]).toContain(status);
    expect(headers['set-cookie']).toBeUndefined();
    if (status === 302) expect(new URL(String(headers.location)).origin).toBe('https://good.test');
  });

  it('do not follow a token that is wrong', async () => {
    const to = await link();
    await app.repel([{ path: to('/').path.replace('confirms', 'confirmt') }], 400);
  });
});
