import { deepEqual, equal, ok } from 'node:assert/strict';
import { makeShownRequests } from '../support/shown-requests.ts';
import { readRequests } from '../support/readme.ts';

/**
 * Each request of the page gets the answer that it shows.
 *
 * @param {string} url
 * @param {string} page
 */
export async function checkShown(url, page) {
  const requests = readRequests(page);
  ok(requests.length >= 3, 'the page shows requests');
  for (const { command, shown, answer, isAsShown } of await makeShownRequests(requests, url))
    ok(isAsShown, `${command}\n  shown:    ${shown}\n  answered: ${answer}`);
}

/**
 * The application at the end of the page: generated routes, an injected model, an overriding controller.
 *
 * @param {string} url
 */
export async function checkApplication(url) {
  const ask = requester(url);
  const grace = await ask('POST', '/api/Customers', { name: 'Grace', vip: true, notes: 'hidden' });
  equal(grace.status, 200);
  equal(grace.body.notes, undefined, 'hidden properties are not answered');
  equal(grace.body.balance, 0, 'defaults are applied');

  const invalid = await ask('POST', '/api/Customers', {});
  equal(invalid.status, 422);
  deepEqual(invalid.body.error.details, {
    context: 'Customer',
    codes: { name: ['presence'] },
    messages: { name: ["can't be blank"] },
  });
  const taken = await ask('POST', '/api/Customers', { name: 'GRACE', balance: -1 });
  deepEqual(
    taken.body.error?.details?.messages,
    { balance: ['only VIPs may be in debt'], name: ['is taken'] },
    'checks of a provider',
  );
  deepEqual((await ask('GET', '/api/Customers/9999')).body, {
    error: { statusCode: 404, name: 'Error', message: 'Unknown "Customer" id "9999".', code: 'MODEL_NOT_FOUND' },
  });

  const charged = await ask('POST', `/billing/${grace.body.id}/charge`, { amount: 30 });
  equal(charged.body.balance, -30, 'the injected model changes data');
  equal(charged.body.notes, undefined, 'and its instances hide what is hidden');
  deepEqual((await ask('GET', '/billing/debtors')).body.map(nameOf), ['Grace']);
  deepEqual((await ask('GET', '/api/Customers/inDebt')).body.map(nameOf), ['Grace']);
  equal((await ask('POST', '/billing/9999/charge', { amount: 1 })).status, 404);

  deepEqual(
    (await ask('GET', '/api/Customers/vip')).body.map(nameOf),
    ['Grace'],
    'a route of the overriding controller',
  );
  const many = Array.from({ length: 101 }, (_, index) => ({ name: `Customer ${index}` }));
  equal((await ask('POST', '/api/Customers', many)).body.length, 101);
  equal((await ask('GET', '/api/Customers')).body.length, 100, 'the overridden method');
  ok((await ask('GET', '/api/Customers/count')).body.count > 101, 'a generated method beside it');
}

/**
 * A LoopBack project that the packed command serves.
 *
 * @param {string} url
 */
export async function checkServed(url) {
  const ask = requester(url);
  deepEqual((await ask('POST', '/api/Notes', { text: 'hello' })).body, { text: 'hello', id: 1 });
  deepEqual((await ask('GET', '/api/notes?filter[where][text]=hello')).body, [{ text: 'hello', id: 1 }]);
  equal((await ask('POST', '/api/Notes', {})).status, 422);
}

/**
 * Access control at the end of its chapter: a login, a refused request, an allowed one.
 *
 * @param {string} url
 * @param {{ desk: boolean }} has - whether there are the routes of the Nest application
 */
export async function checkAccess(url, { desk }) {
  const ask = requester(url);
  const eve = { email: 'eve@example.com', password: 'eve-secret' };
  equal((await ask('POST', '/api/Members/login', { ...eve, password: 'wrong' })).body.error.code, 'LOGIN_FAILED');
  const login = await ask('POST', '/api/Members/login', eve);
  equal(login.status, 200, 'logs in');
  const asEve = requester(url, login.body.id);
  equal((await ask('DELETE', '/api/Notes/1')).status, 401, 'refuses a stranger');
  if (desk) {
    equal((await ask('GET', '/desk/count')).status, 401);
    deepEqual((await asEve('GET', '/desk/count')).body, { notes: 1 });
    deepEqual((await asEve('GET', '/desk/mine')).body, []);
  }
  deepEqual((await asEve('DELETE', '/api/Notes/1')).body, { count: 1 }, 'lets an editor in');
  equal((await asEve('POST', '/api/Members/logout')).status, 204);
  equal((await asEve('POST', '/api/Notes', { text: 'late' })).status, 401, 'forgets the token');
}

/**
 * @param {string} url
 * @param {string} [token]
 */
function requester(url, token) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(token === undefined ? {} : { Authorization: token }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };
}

/** @param {{ name: string }} instance */
function nameOf({ name }) {
  return name;
}
