import type { AttackGroup } from '../attack-group.js';
import { FIELDS } from '../corpus/fields.js';
import { INJECTIONS } from '../corpus/injections.js';
import { KEYS } from '../corpus/keys.js';
import { NEAR_CLAUSES } from '../corpus/near.js';
import { ORDERS } from '../corpus/orders.js';
import { PAGING } from '../corpus/paging.js';
import { LIKE_PATTERNS, REGEXPS, RUNAWAY_REGEXPS } from '../corpus/patterns.js';
import { VALUES } from '../corpus/values.js';
import type { HostileRequest } from '../http-client.js';
import { escaped, withArgument } from '../requests.js';

const quoted = (text: string): string => JSON.stringify(text);

// A header is bytes to Node: one character each.
const asBytes = (text: string): string => Buffer.from(text).toString('latin1');
const find = (filter: string): HostileRequest => withArgument('/api/Things', 'filter', filter);
const count = (where: string): HostileRequest => withArgument('/api/Things/count', 'where', where);

function reading(name: string, requests: () => Iterable<HostileRequest>, atOnce?: number): AttackGroup {
  return { name, changes: [], run: (attack) => attack.all(requests(), atOnce) };
}

const orders = reading('orders', () =>
  ORDERS.flatMap((order, index) => [
    find(`{"order":${order},"fields":"id"}`),
    withArgument(
      ['/api/Things/findOne', '/api/Things/open', '/api/Things/last', '/api/Scopeds', '/api/Pairs'][index % 5] ?? '',
      'filter',
      `{"order":${order}}`,
    ),
  ]),
);

const fields = reading('fields', () =>
  FIELDS.flatMap((field, index) => [
    find(`{"fields":${field},"limit":2}`),
    withArgument(
      ['/api/Things/1', '/api/Things/findOne', '/api/Things/open', '/api/Words/plain'][index % 4] ?? '',
      'filter',
      `{"fields":${field}}`,
    ),
  ]),
);

const paging = reading('limit, skip and offset', () =>
  PAGING.flatMap((value) => [
    find(`{"limit":${value},"fields":"id"}`),
    find(`{"skip":${value},"fields":"id"}`),
    find(`{"offset":${value},"limit":1,"skip":${value}}`),
    { method: 'GET', path: `/api/Things/open?filter[limit]=${escaped(value)}&filter[skip]=${escaped(value)}` },
  ]),
);

const near = reading('near', () =>
  NEAR_CLAUSES.flatMap((clause) => [
    find(`{"where":{"place":${clause}},"fields":"id"}`),
    count(`{"or":[{"place":${clause}},{"and":[{"place":${clause}}]}]}`),
    find(`{"where":{"name":${clause}},"fields":"id"}`),
  ]),
);

const likes = reading('patterns of like', () =>
  LIKE_PATTERNS.flatMap((pattern) =>
    ['like', 'nlike', 'ilike', 'nilike'].flatMap((operator, index) => {
      const property =
        ['note', 'size', 'meta', 'meta.s', 'doc', 'tags', 'place', 'made', 'short'][(pattern.length + index) % 9] ?? '';
      return [
        count(`{"name":{"${operator}":${quoted(pattern)}}}`),
        count(`{"${property}":{"${operator}":${quoted(pattern)}}}`),
      ];
    }),
  ),
);

const regexps = reading('regular expressions', () =>
  REGEXPS.flatMap((pattern, index) => {
    const property = ['note', 'size', 'meta', 'meta.s', 'doc', 'tags', 'place', 'made', 'id'][index % 9] ?? '';
    return [
      count(`{"name":{"regexp":${quoted(pattern)}}}`),
      count(`{"${property}":{"regexp":${quoted(`/${pattern}/i`)}}}`),
    ];
  }),
);

/** A pattern that runs away is stopped, or refused; the server goes on meanwhile. */
const runaways: AttackGroup = {
  name: 'regular expressions that run away',
  changes: [],
  async run(attack) {
    const asked = RUNAWAY_REGEXPS.flatMap((pattern) => [
      count(`{"note":{"regexp":${quoted(pattern)}}}`),
      find(`{"where":{"or":[{"name":"x"},{"note":{"regexp":${quoted(`/${pattern}/i`)}}}]},"fields":"id"}`),
    ]);
    await attack.all(asked, 8);
  },
};

const includes = reading('include', () =>
  [...VALUES, ...INJECTIONS.map(quoted), ...KEYS.map(quoted)].flatMap((value) => [
    find(`{"include":${value},"limit":1}`),
  ]),
);

const members = reading('members of a filter', () => [
  ...KEYS.map((key) => find(`{${quoted(key)}:1,"fields":"id"}`)),
  ...VALUES.map((value) => withArgument('/api/Things', 'filter', value)),
  ...VALUES.map((value) => withArgument('/api/Things/findOne', 'filter', value)),
  ...VALUES.map((value) => withArgument('/api/Things/1', 'filter', value)),
  ...VALUES.map((value): HostileRequest => ({
    method: 'GET',
    path: '/api/Things',
    headers: { filter: asBytes(value) },
  })),
  ...VALUES.map((value): HostileRequest => ({
    method: 'GET',
    path: '/api/Things/count',
    headers: { where: asBytes(value) },
  })),
  ...VALUES.map((value): HostileRequest => ({
    method: 'GET',
    path: '/api/Things',
    headers: { 'content-type': 'application/json' },
    body: `{"filter":${value}}`,
  })),
  ...VALUES.map((value): HostileRequest => ({
    method: 'GET',
    path: '/api/Things/change-stream?options=' + escaped(value),
    headers: { accept: 'text/event-stream' },
  })),
]);

export const FILTER_GROUPS: readonly AttackGroup[] = [
  orders,
  fields,
  paging,
  near,
  likes,
  regexps,
  runaways,
  includes,
  members,
];
