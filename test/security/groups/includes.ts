import type { AttackGroup } from '../attack-group.js';
import { FIELDS } from '../corpus/fields.js';
import { INCLUDE_QUERIES, INCLUDES, LARGE_INCLUDES, TOO_LARGE_INCLUDES } from '../corpus/includes.js';
import { KEYS } from '../corpus/keys.js';
import { OPERATORS } from '../corpus/operators.js';
import { ORDERS } from '../corpus/orders.js';
import { PAGING } from '../corpus/paging.js';
import { VALUES } from '../corpus/values.js';
import { RELATIONS } from '../hostile-relation-models.js';
import type { HostileRequest } from '../http-client.js';
import { withArgument, withBody } from '../requests.js';
import { randomIncludes } from './random-includes.js';

const quoted = (text: string): string => JSON.stringify(text);
const filtered = (filter: string, path = '/api/Zoos'): HostileRequest => withArgument(path, 'filter', filter);

function reading(name: string, requests: () => Iterable<HostileRequest>, atOnce?: number): AttackGroup {
  return { name, changes: [], run: (attack) => attack.all(requests(), atOnce) };
}

const includes = reading('includes', () =>
  INCLUDES.map((include, index) =>
    filtered(`{"include":${include}}`, ['/api/Zoos', '/api/Zoos/findOne', '/api/Zoos/1'][index % 3]),
  ),
);

/** In the lists of relations the names are unknown; the values are as hostile there. */
const below = reading('includes in lists of relations', () =>
  INCLUDES.filter((_, index) => index % 4 === 0).map((include, index) =>
    filtered(`{"include":${include}}`, `/api/Zoos/1/${RELATIONS[index % RELATIONS.length] ?? ''}`),
  ),
);

const large = reading(
  'large includes',
  function* () {
    for (const include of LARGE_INCLUDES) {
      yield filtered(`{"include":${include}}`);
      yield filtered(`{"include":${include}}`, '/api/Zoos/1');
      yield withBody('GET', '/api/Zoos', `{"filter":{"include":${include}}}`);
      yield withBody('GET', '/api/Cages', `{"filter":{"include":{"zoo":${include}}}}`);
      yield withBody('GET', '/api/Cages/1/zoo', `{"filter":{"include":${include}}}`);
    }
    for (const query of INCLUDE_QUERIES) {
      for (const path of ['/api/Zoos', '/api/Zoos/1', '/api/Zoos/findOne', '/api/Zoos/1/cages']) {
        yield { method: 'GET', path: `${path}?${query}` };
      }
    }
  },
  4,
);

/** More relations than an include may have are refused, on whatever level they stand. */
const tooLarge: AttackGroup = {
  name: 'includes of too many relations',
  changes: [],
  async run(attack) {
    for (const include of TOO_LARGE_INCLUDES) {
      for (const path of ['/api/Zoos', '/api/Zoos/1', '/api/Zoos/findOne']) {
        const request = filtered(`{"include":${include}}`, path);
        const answer = await attack.send(request);
        if (answer !== undefined && answer.status !== 400) attack.report(request, 'is not refused', answer.body);
      }
    }
  },
};

const WHERES: readonly string[] = [
  ...VALUES,
  ...KEYS.flatMap((key) => [`{${quoted(key)}:"x"}`, `{"or":[{${quoted(key)}:{"neq":null}}]}`]),
  ...VALUES.flatMap((value) => ['id', 'name', 'secret', 'zooId', 'extra'].map((key) => `{"${key}":${value}}`)),
  ...OPERATORS.flatMap((operator) =>
    ['1', '"%"', '"m"', '["a","m"]', '[1,2]', '{}', 'null'].flatMap((operand) => [
      `{"zooId":{"${operator}":${operand}}}`,
      `{"secret":{"${operator}":${operand}}}`,
    ]),
  ),
];

/** Each part of a filter goes to one relation after the other, so that each relation has many. */
const SCOPES: readonly string[] = [
  ...WHERES.map((where) => `{"where":${where}}`),
  ...ORDERS.map((order) => `{"order":${order}}`),
  ...ORDERS.filter((_, index) => index % 5 === 0).map((order) => `{"order":${order},"limit":1}`),
  ...FIELDS.map((fields) => `{"fields":${fields}}`),
  ...FIELDS.filter((_, index) => index % 5 === 0).map((fields) => `{"fields":${fields},"include":"zoo"}`),
  ...PAGING.flatMap((value) => [`{"limit":${value}}`, `{"skip":${value}}`, `{"limit":1,"offset":${value}}`]),
];

const scopes = reading('scopes of includes', () =>
  SCOPES.flatMap((scope, index) => {
    const [relation, other] = [
      RELATIONS[index % RELATIONS.length] ?? '',
      RELATIONS[(index + 4) % RELATIONS.length] ?? '',
    ];
    return [
      filtered(`{"include":{"relation":"${relation}","scope":${scope}}}`),
      filtered(`{"include":{"zoo":{"relation":"${other}","scope":${scope}}}}`, '/api/Cages'),
    ];
  }),
);

/** The same as filters of the lists themselves. */
const lists = reading('filters of lists of relations', () =>
  SCOPES.map((scope, index) => filtered(scope, `/api/Zoos/1/${RELATIONS[index % RELATIONS.length] ?? ''}`)),
);

export const INCLUDE_GROUPS: readonly AttackGroup[] = [includes, below, large, tooLarge, scopes, lists, randomIncludes];
