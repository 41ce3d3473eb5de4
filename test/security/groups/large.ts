import type { AttackGroup } from '../attack-group.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withArgument, withBody } from '../requests.js';

const many = (count: number, item: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => item(index)).join(',');

const megabyte = `{"where":{"name":"${'x'.repeat(1_000_000)}"}}`;

function* filters(): Iterable<string> {
  yield `{"where":{"name":"${'x'.repeat(60_000)}"}}`;
  yield `{"where":{"or":[${many(1_900, (index) => `{"id":${String(index)}}`)}]},"fields":"id"}`;
  yield `{"where":{"or":[${many(1_900, (index) => `{"meta.a":${String(index)}}`)}]},"fields":"id"}`;
  yield `{"where":{"and":[${many(1_900, () => '{"name":{"neq":"x"}}')}]},"fields":"id"}`;
  yield `{"where":{"nor":[${many(1_900, () => '{"doc.a.b":{"gt":"5"}}')}]},"fields":"id"}`;
  yield `{"where":{"or":[${many(3_000, (index) => `{"id":${String(index)}}`)}]}}`;
  yield `{"where":{"or":[${many(10_000, () => '{}')}]}}`;
  yield `{"where":{${many(5_000, (index) => `"k${String(index)}":1`)}},"fields":"id"}`;
  yield `{"where":{${many(3_000, (index) => `"meta.k${String(index)}":1`)}}}`;
  yield `{"where":{"id":{"inq":[${many(15_000, String)}]}},"fields":"id"}`;
  yield `{"where":{"id":{"inq":[${many(100_000, String)}]}}}`;
  yield `{"where":{"or":[${many(10_000, (index) => `{"size":${String(index)}}`)}]}}`;
  yield `{"where":{"name":{"nin":[${many(10_000, (index) => `"n${String(index)}"`)}]}},"fields":"id"}`;
  yield `{"where":{"meta.n":{"inq":[${many(15_000, String)}]}},"fields":"id"}`;
  yield `{"where":{"meta.n":{"nin":[${many(15_000, String)}]}},"fields":"id"}`;
  yield `{"where":{"doc":{"inq":[${many(10_000, (index) => `{"a":${String(index)}}`)}]}},"fields":"id"}`;
  yield `{"where":{"made":{"inq":[${many(4_000, () => '"2020-01-01"')}]}},"fields":"id"}`;
  yield `{"where":{"blob":{"inq":[${many(10_000, () => '"a"')}]}},"fields":"id"}`;
  yield `{"where":{"or":[${many(100, () => `{"meta.n":{"inq":[${many(300, String)}]}}`)}]}}`;
  yield `{"where":{"or":[${many(50, () => `{"id":{"inq":[${many(500, String)}]}}`)}]}}`;
  yield `{"where":{"and":[${many(60, () => '{"place":{"near":"1,1"}}')}]},"order":"${many(60, () => 'meta.a.b')}"}`;
  yield `{"where":{"and":[${many(1_500, () => '{"place":{"near":"1,1","maxDistance":1}}')}]}}`;
  yield `{"where":{"or":[${many(1_000, () => '{"note":{"regexp":"^a.*z$"}}')}]}}`;
  yield `{"where":{"or":[${many(1_000, (index) => `{"note":{"regexp":"/x${String(index)}/i"}}`)}]}}`;
  yield `{"where":{"or":[${many(1_000, () => '{"note":{"like":"%a%b%"}}')}]}}`;
  yield `{"order":"${many(64, () => 'meta.a.b DESC')}","fields":"id"}`;
  yield `{"fields":{${many(9_000, (index) => `"${String(index)}":true`)}}}`;
  yield `{"fields":[${many(20_000, () => '"id"')}],"limit":1}`;
  for (const depth of [5, 6, 11, 12, 13, 100, 10_000]) {
    yield `{"where":${'{"and":['.repeat(depth)}{"id":1}${']}'.repeat(depth)}}`;
    yield `{"where":{"meta":${'['.repeat(depth)}${']'.repeat(depth)}}}`;
    yield `{"where":{"meta":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}}`;
    yield `{"include":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`;
    yield `{"order":${'['.repeat(depth)}"id"${']'.repeat(depth)}}`;
    yield `{"limit":${'['.repeat(depth)}${']'.repeat(depth)}}`;
    yield `{"fields":${'['.repeat(depth)}${']'.repeat(depth)}}`;
  }
}

/** The body of a filter is bound by the limit of bodies, its text by that of filters: what is larger is refused, too. */
function* requests(): Iterable<HostileRequest> {
  for (const filter of filters()) {
    yield withArgument('/api/Things', 'filter', filter);
    yield withBody('GET', '/api/Things/findOne', `{"filter":${filter}}`);
    const where = /^\{"where":(.*?)(?:,"fields":"id")?\}$/s.exec(filter)?.[1];
    if (where !== undefined) yield withBody('GET', '/api/Things/count', `{"where":${where}}`);
    yield withBody('GET', '/api/Things', `{"filter":${JSON.stringify(filter)}}`);
  }
  yield withBody('GET', '/api/Things', `{"filter":${megabyte}}`);
  yield { method: 'GET', path: `/api/Things?filter=${escaped(megabyte)}` };
  yield { method: 'GET', path: '/api/Things', headers: { filter: megabyte } };
  yield { method: 'GET', path: `/api/${'x'.repeat(1_000_000)}` };
  yield {
    method: 'GET',
    path: '/api/Things',
    headers: Object.fromEntries(Array.from({ length: 3_000 }, (_, index) => [`x-h${String(index)}`, 'v'])),
  };
  yield { method: 'GET', path: `/api/Things?${'filter[where][id]=1&'.repeat(100_000)}` };
}

const large: AttackGroup = {
  name: 'large and deep filters',
  changes: [],
  run: (attack) => attack.all(requests(), 2),
};

const batches: AttackGroup = {
  name: 'large batches',
  changes: ['Sink', 'Word'],
  async run(attack) {
    const bodies = [
      `[${many(5_000, () => '{"needed":"a"}')}]`,
      `[${many(1_000, () => '{}')}]`,
      `[${many(500, () => '{"needed":"a","slug":"same"}')}]`,
      `[${many(200, (index) => `{"needed":"a","secret":${String(index)},"meta":{"a":[[[]]]}}`)}]`,
      `[${many(30_000, () => '[]')}]`,
      `[${many(20_000, () => '{"__proto__":{}}')}]`,
    ];
    for (const body of bodies) await attack.send(withBody('POST', '/api/Sinks', body));
    await attack.send(withBody('POST', '/api/Words', `[${many(500, (index) => `{"id":"w${String(index % 10)}"}`)}]`));
  },
};

export const LARGE_GROUPS: readonly AttackGroup[] = [large, batches];
