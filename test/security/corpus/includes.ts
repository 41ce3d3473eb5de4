import { INJECTIONS } from './injections.js';
import { KEYS } from './keys.js';
import { VALUES } from './values.js';

const quoted = (text: string): string => JSON.stringify(text);
const repeated = (count: number, item: string): string => Array.from({ length: count }, () => item).join(',');

/** What stands in the place of a relation, as JSON text. */
const NAMES: readonly string[] = [...INJECTIONS, ...KEYS].map(quoted);

/** `include` of a zoo as JSON text: hostile names and values in all the places that there are. */
export const INCLUDES: readonly string[] = [
  ...NAMES.flatMap((name) => [
    name,
    `[${name},"cages"]`,
    `{${name}:"cages"}`,
    `{"cages":${name}}`,
    `{"relation":${name}}`,
  ]),
  ...VALUES.flatMap((value) => [
    value,
    `["cages",${value}]`,
    `{"cages":${value}}`,
    `{"relation":${value}}`,
    `{"rel":${value},"relation":"gate"}`,
    `{"relation":"cages","scope":${value}}`,
    `{"relation":"rooms","scope":{"include":${value}}}`,
    `{"relation":"cages","scope":{"include":${value}}}`,
    `{"cages":{"relation":"beasts","scope":${value}}}`,
  ]),
];

function many(count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, index) => `"r${String(index)}":"x"`).join(',');
  return [
    `[${repeated(count, '"cages"')}]`,
    `{"cages":[${repeated(count, '"beasts"')}]}`,
    `{"cages":["zoo",{"beasts":[${repeated(count, '"cage"')}]}]}`,
    `[${repeated(Math.ceil(count / 2), '{"cages":"zoo"}')}]`,
    `[${repeated(count, '{"relation":"cages","scope":{"where":{"name":"x"}}}')}]`,
    `{"relation":"cages","scope":{"include":[${repeated(count, '"zoo"')}]}}`,
    `{"relation":"cages","scope":{"include":{"zoo":[${repeated(count, '{"rel":"gate"}')}]}}}`,
    `{${names}}`,
    `{"cages":{${names}}}`,
  ];
}

/** The same that go round, deep down, or name very many. */
export const LARGE_INCLUDES: readonly string[] = [
  ...[1, 2, 3, 5, 10, 100, 1_000].flatMap((depth) => [
    `${'{"cages":{"zoo":'.repeat(depth)}"cages"${'}}'.repeat(depth)}`,
    `${'{"relation":"cages","scope":{"include":{"relation":"zoo","scope":{"include":'.repeat(depth)}"cages"${'}}}}'.repeat(depth)}`,
    `${'['.repeat(depth)}"cages"${']'.repeat(depth)}`,
    `${'{"photos":{"subject":'.repeat(depth)}"photos"${'}}'.repeat(depth)}`,
  ]),
  ...many(99),
  ...many(100),
  `[${repeated(10_000, '{}')}]`,
  `[${repeated(10_000, '""')}]`,
  // Every relation on every level that the depth of a filter has place for.
  '[{"cages":["zoo",{"beasts":{"cage":"zoo"}},"photos"]},{"photos":"subject"},{"rooms":"vet"},"vets","spies","sponsors","friends","gate","sign","shadows"]',
];

/** More relations than an include may have. */
export const TOO_LARGE_INCLUDES: readonly string[] = [...many(101), ...many(10_000)];

/** Queries of a URL that name a relation in many ways. */
export const INCLUDE_QUERIES: readonly string[] = [
  'filter[include]',
  'filter[include]=',
  'filter[include]=cages&filter[include]=cages',
  'filter[include]=cages&filter[include][cages]=zoo',
  'filter[include][cages]=zoo&filter[include]=gate',
  'filter[include][0]=cages&filter[include][0]=gate',
  'filter[include][99999999]=cages',
  'filter[include][-1]=cages',
  'filter[include][__proto__]=cages',
  'filter[include][constructor]=cages',
  'filter[include][length]=1000000000&filter[include][0]=cages',
  'filter[include][relation][relation]=cages',
  'filter[include][relation]=cages&filter[include][relation]=gate',
  'filter[include][relation]=cages&filter[include][scope]=x',
  'filter[include][relation]=cages&filter[include][scope][where]=x',
  'filter[include][relation]=cages&filter[include][scope][where][secret][like]=%25',
  'filter[include][relation]=cages&filter[include][scope][limit]=-1',
  'filter[include][relation]=cages&filter[include][scope][order]=secret',
  'filter[include][relation]=cages&filter[include][scope][fields]=secret',
  'filter[include][scope][include]=cages',
  'filter[include]=%5B%22cages%22%5D',
  'filter[include]=%7B%22cages%22%3A%22zoo%22%7D',
  'filter[include]=%00',
  'filter[include]=%ff',
  `filter[include]${'[cages][zoo]'.repeat(50)}=cages`,
  Array.from({ length: 500 }, () => 'filter[include]=cages').join('&'),
  Array.from({ length: 400 }, () => 'filter[include][]=cages').join('&'),
  Array.from({ length: 300 }, (_, index) => `filter[include][${String(index)}]=cages`).join('&'),
  Array.from({ length: 300 }, (_, index) => `filter[include][r${String(index)}]=cages`).join('&'),
  Array.from({ length: 10_000 }, () => 'filter[include]=cages').join('&'),
];
