import type { AttackGroup } from '../attack-group.js';
import { FORMS, JSON_BODIES, KEYED_BODIES } from '../corpus/bodies.js';
import { VALUES } from '../corpus/values.js';
import { HIDDEN_VALUE, KINDS_OF_PROPERTY, PROPERTY_NAMES } from '../hostile-models.js';
import type { HostileRequest } from '../http-client.js';
import { withBody } from '../requests.js';

const FORM_TYPE = { 'content-type': 'application/x-www-form-urlencoded' };
const NO_ROW = '%7B%22id%22%3A0%7D';
const WRITES: readonly Write[] = [
  ['POST', '/api/Sinks'],
  ['PATCH', '/api/Sinks'],
  ['PUT', '/api/Sinks'],
  ['POST', '/api/Sinks/replaceOrCreate'],
  ['POST', `/api/Sinks/upsertWithWhere?where=${NO_ROW}`],
  ['PUT', '/api/Sinks/2'],
  ['POST', '/api/Sinks/3/replace'],
  ['PATCH', '/api/Sinks/4'],
  ['POST', '/api/Sinks/open'],
  ['POST', '/api/Sinks/update?where=%7B%22id%22%3A5%7D'],
];
const OTHER_WRITES: readonly Write[] = [
  ['POST', '/api/Words'],
  ['PATCH', '/api/Words'],
  ['PUT', '/api/Tokens'],
  ['POST', '/api/Mades'],
  ['PATCH', '/api/Numbereds'],
  ['PUT', '/api/Huges'],
  ['POST', '/api/Pairs'],
  ['PATCH', '/api/Pairs'],
  ['PUT', '/api/Pairs'],
  ['PATCH', '/api/Scopeds'],
  ['POST', '/api/Scopeds'],
  ['POST', '/api/Scopeds/long'],
  ['PATCH', '/api/Filtereds'],
  ['POST', '/api/Filtereds/update?where=%7B%7D'],
];
const OTHERS = ['Word', 'Token', 'Made', 'Numbered', 'Huge', 'Pair', 'Scoped', 'Filtered'];

const bodies: AttackGroup = {
  name: 'bodies',
  changes: ['Sink', ...OTHERS],
  run: (attack) =>
    attack.all([
      ...JSON_BODIES.flatMap((body, index) =>
        writesOf(body, index).map(([method, path]) => withBody(method, path, body)),
      ),
      // Each of them on some routes, so that each route has many.
      ...KEYED_BODIES.flatMap((body, index) =>
        [...turn(WRITES, index, 3), ...turn(OTHER_WRITES, index, 2)].map(([method, path]) =>
          withBody(method, path, body),
        ),
      ),
    ]),
};

type Write = readonly [method: string, path: string];

function turn(writes: readonly Write[], index: number, count: number): readonly Write[] {
  return Array.from(
    { length: count },
    (_, at) => writes[(index * count + at) % writes.length] ?? ['POST', '/api/Sinks'],
  );
}

// What is small goes everywhere, what is large to some routes.
function writesOf(body: string, index: number): readonly Write[] {
  if (body.length < 100) return [...WRITES, ...OTHER_WRITES];
  return [...turn(WRITES, index, 4), ...turn(OTHER_WRITES, index, 1)];
}

const forms: AttackGroup = {
  name: 'forms',
  changes: ['Sink'],
  run: (attack) =>
    attack.all(FORMS.flatMap((body) => WRITES.map(([method, path]) => ({ method, path, headers: FORM_TYPE, body })))),
};

/** Every property with every value, in a patch and a change of many; creates take them all in one batch. */
const properties: AttackGroup = {
  name: 'properties × values in bodies',
  changes: ['Sink'],
  async run(attack) {
    for (const name of PROPERTY_NAMES) {
      const items = VALUES.map((value) => `{"needed":"a","${name}":${value}}`);
      await attack.send(withBody('POST', '/api/Sinks', `[${items.join(',')}]`));
    }
    await attack.all(changes());
  },
};

// A patch with each, and some of the other writes in turn.
function* changes(): Iterable<HostileRequest> {
  for (const [at, name] of KINDS_OF_PROPERTY.entries()) {
    for (const [index, value] of VALUES.entries()) {
      yield withBody('PATCH', '/api/Sinks/2', `{"${name}":${value}}`);
      const place = at + index;
      if (place % 3 === 0) yield withBody('POST', '/api/Sinks/update?where=%7B%22id%22%3A5%7D', `{"${name}":${value}}`);
      if (place % 6 !== 1) continue;
      const [method, path] = WRITES[place % WRITES.length] ?? ['POST', '/api/Sinks'];
      yield withBody(method, path, `{"needed":"a","${name}":${value}}`);
    }
  }
}

/** What is written to hidden properties is not shown by the answer, whatever is wrong with it. */
const hidden: AttackGroup = {
  name: 'hidden values in bodies',
  changes: ['Sink'],
  async run(attack) {
    const value = JSON.stringify(HIDDEN_VALUE);
    const wrapped = [
      value,
      `[${value}]`,
      `{"a":${value}}`,
      `{${value}:1}`,
      `[[${value}]]`,
      `{"toString":${value}}`,
      `{"toJSON":${value}}`,
    ];
    const data = wrapped.flatMap((secret) => [
      `{"needed":"a","secret":${secret}}`,
      `{"secret":${secret}}`,
      `{"needed":"a","vault":${secret}}`,
      `{"needed":"a","secret":${secret},"vault":${secret},"size":"x","slug":"slug-1"}`,
      `{"needed":"a","home":{"street":${secret}},"homes":[{"street":${secret}}]}`,
    ]);
    await attack.all(data.flatMap((body) => WRITES.map(([method, path]) => withBody(method, path, body))));
    await attack.send(withBody('POST', '/api/Sinks', `[${data.join(',')}]`));
  },
};

/** An id in a body is a value, whatever it looks like: no operator, so that it names no row. */
const ids: AttackGroup = {
  name: 'ids in bodies',
  changes: [],
  async run(attack) {
    const looks = ['{"gt":0}', '{"gt":""}', '{"neq":null}', '{"inq":[1,2,"plain"]}', '{"like":"%"}', '{"regexp":"."}', '{"eq":1}', '{"between":[0,9]}', '[1]', '["plain"]', '{"toString":1}', '{"lt":{}}']; // prettier-ignore
    const writes = ['PATCH', 'PUT', 'POST'].flatMap((method) => {
      const below = method === 'POST' ? '/replaceOrCreate' : '';
      return looks.flatMap((id) => [
        withBody(method, `/api/Things${below}`, `{"id":${id},"needed":"changed"}`),
        withBody(method, `/api/Words${below}`, `{"id":${id},"text":"changed"}`),
        withBody(method, `/api/Tokens${below}`, `{"id":${id},"text":"changed"}`),
        withBody(method, `/api/Numbereds${below}`, `{"id":${id},"text":"changed"}`),
        withBody(method, `/api/Huges${below}`, `{"no":${id},"text":"changed"}`),
        withBody(method, `/api/Pairs${below}`, `{"left":${id},"right":${id},"text":"changed"}`),
        withBody(method, `/api/Pairs${below}`, `{"left":1,"right":${id},"text":"changed"}`),
        withBody(method === 'POST' ? 'PUT' : method, '/api/Words/plain', `{"id":${id},"text":"changed"}`),
        withBody('POST', '/api/Words', `{"id":${id},"text":"changed"}`),
      ]);
    });
    await attack.all(writes);
  },
};

/** What was stored can be read. */
const readBack: AttackGroup = {
  name: 'reading what was stored',
  changes: [],
  async run(attack) {
    const names = ['Sinks', 'Words', 'Tokens', 'Mades', 'Numbereds', 'Huges', 'Pairs', 'Scopeds', 'Filtereds'];
    await attack.all(names.map((name) => ({ method: 'GET', path: `/api/${name}` })));
    const clauses = [
      '{"gt":""}',
      '{"like":"%a%"}',
      '{"regexp":"/A/i"}',
      '{"neq":1}',
      '{"inq":["a",1,{"a":1}]}',
      '{"a":1}',
      '{"between":[0,"z"]}',
    ];
    const paths = [...PROPERTY_NAMES, 'meta.a', 'extra.a', 'doc.a', 'inner.no', 'things.0.a', 'list.0'];
    await attack.all(
      paths.flatMap((name) => [
        ...clauses.map((clause) => ({
          method: 'GET',
          path: `/api/Sinks/count?where=${encodeURIComponent(`{"${name}":${clause}}`)}`,
        })),
        { method: 'GET', path: `/api/Sinks?filter=${encodeURIComponent(`{"order":"${name} DESC","limit":3}`)}` },
        {
          method: 'GET',
          path: `/api/Sinks?filter=${encodeURIComponent(`{"order":"${name}","limit":3,"fields":"${name}"}`)}&_format=xml`,
          headers: { accept: 'application/xml' },
        },
      ]),
    );
  },
};

// Those last that leave large rows behind.
export const BODY_GROUPS: readonly AttackGroup[] = [ids, properties, hidden, bodies, forms, readBack];
