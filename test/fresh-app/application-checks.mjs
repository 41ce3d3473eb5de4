import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readRequests } from './readme.mjs';
import { run } from './processes.mjs';

/**
 * What the page says of the first step: each of its requests gets the answer that it shows.
 *
 * @param {string} url
 * @param {string} readme
 */
export async function checkStart(url, readme) {
  const requests = readRequests(readme);
  ok(requests.length >= 3, 'the page shows requests');
  for (const { command, answer } of requests) {
    const text = await run(
      'sh',
      ['-c', command.replace('localhost:3000', new URL(url).host).replace('curl', 'curl --silent')],
      { cwd: '.' },
    );
    match(text.trim(), answer, command);
  }
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

/** @param {string} url */
function requester(url) {
  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   */
  return async (method, path, body) => {
    const init =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(url + path, { method, ...init });
    return { status: response.status, body: await response.json() };
  };
}

/** @param {{ name: string }} instance */
function nameOf({ name }) {
  return name;
}
