import type { RequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabases } from '../../support/databases.js';
import { type Account, type AttackedApp, type Attempt, useAttackedApps } from './attacked-app.js';

/** What a cookie parser with a secret leaves behind: here, what two headers of a test say. */
const readCookies: RequestHandler = (req, _res, next) => {
  const cookiesOf = (name: string): unknown => JSON.parse(String(req.headers[name] ?? '{}'));
  Object.assign(req, { signedCookies: cookiesOf('x-signed-cookies'), cookies: cookiesOf('x-cookies') });
  next();
};

const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'Cross-Site' },
  { 'sec-fetch-site': '' },
  { 'sec-fetch-site': 'same-origin, cross-site' },
  { origin: 'https://evil.test' },
  { origin: 'null' },
  { origin: '' },
  { origin: 'http://here.test.evil.test' },
  { origin: 'http://evil.test/http://here.test' },
  { origin: 'http://here.test@evil.test' },
  { origin: 'http://here.test:81' },
  { origin: 'http://HERE.test.' },
  { origin: 'file://' },
];
const OWN: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { origin: 'http://here.test' },
];

describe.each(testDatabases())('cookies on $name', (database) => {
  const start = useAttackedApps(database, afterAll);
  let app: AttackedApp;
  let ada: Account;

  beforeAll(async () => {
    app = await start({
      before: readCookies,
      modelConfig: { User: { dataSource: 'db', public: true, options: { rateLimit: false } } },
    });
    ada = await app.signUp('ada');
  });

  function withCookie(name: string, attempt: Attempt, headers: Readonly<Record<string, string>> = {}): Attempt {
    const signed = { 'x-signed-cookies': JSON.stringify({ [name]: ada.token }) };
    return { ...attempt, headers: { ...attempt.headers, host: 'here.test', ...signed, ...headers } };
  }

  function writes(): readonly Attempt[] {
    const body = { email: 'evil@x.test', password: 'chosen' };
    const text = { body: JSON.stringify(body), headers: { 'content-type': 'text/plain' } };
    const asForm = { body: 'newPassword=chosen', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    return [
      { method: 'PATCH', path: '/api/Users/1', body },
      { method: 'PUT', path: '/api/Users/1', body },
      { method: 'DELETE', path: '/api/Users/1' },
      { method: 'POST', path: '/api/Users/1/replace', ...text },
      { method: 'POST', path: '/api/Users/logout' },
      { method: 'POST', path: '/api/Users/reset-password', ...asForm },
      { method: 'POST', path: '/api/Users/1/verify' },
    ];
  }

  it.each(['access_token', 'authorization'])('called %s write nothing for another site', async (name) => {
    await app.repel(
      FOREIGN.flatMap((headers) => writes().map((attempt) => withCookie(name, attempt, headers))),
      403,
    );
  });

  it('write nothing by a verb that is meant to read', async () => {
    const overrides = [
      { 'x-http-method-override': 'DELETE' },
      { 'x-http-method': 'PATCH' },
      { 'x-method-override': 'PUT' },
    ];
    await app.repel(
      overrides.flatMap((override) =>
        ['/api/Users/1', '/api/Users/1?_method=DELETE'].map((path) =>
          withCookie('access_token', { path }, { origin: 'https://evil.test', ...override }),
        ),
      ),
      200,
    );
    await app.repel(
      ['/api/Users/logout', '/api/Users/change-password', '/api/Users/reset-password'].map((path) =>
        withCookie('access_token', { path }, { origin: 'https://evil.test' }),
      ),
      401,
      404,
    );
  });

  it.each(OWN)('serve the own site: %j', async (headers) => {
    await app.serve(withCookie('access_token', { method: 'PATCH', path: '/api/Users/1', body: {} }, headers));
  });

  it('that are not signed are nobody', async () => {
    const plain = { 'x-cookies': JSON.stringify({ access_token: ada.token, authorization: ada.token }) };
    const cookie = { cookie: `access_token=${ada.token}; authorization=s%3A${ada.token}.x` };
    await app.repel(
      [
        { path: '/api/Users/1', headers: plain },
        { path: '/api/Users/1', headers: cookie },
      ],
      401,
    );
  });

  it('that are no texts are nobody', async () => {
    await app.repel(
      [false, [ada.token], { ne: '' }, null, 1].map((value) => ({
        path: '/api/Users/1',
        headers: { 'x-signed-cookies': JSON.stringify({ access_token: value }) },
      })),
      401,
    );
  });

  it('do not go before a token that was sent', async () => {
    const { status } = await app.send(withCookie('access_token', { path: '/api/Users/1', token: 'unknown' }));
    expect(status).toBe(401);
  });
});
