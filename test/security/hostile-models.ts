import { RUNAWAY_TEXT } from './corpus/patterns.js';
import { RELATION_MODELS, relationSeeds } from './hostile-relation-models.js';

/** Every type of property, and columns of types and names of their own. */
const PROPERTIES = {
  name: 'string',
  note: 'text',
  size: 'number',
  isOpen: 'boolean',
  made: 'date',
  day: 'DateString',
  meta: 'object',
  extra: 'any',
  list: 'array',
  tags: ['string'],
  scores: ['number'],
  flags: ['boolean'],
  dates: ['date'],
  things: ['object'],
  place: 'GeoPoint',
  blob: 'buffer',
  inner: { street: 'string', no: 'number', since: 'date' },
  home: 'Address',
  homes: ['Address'],
  short: { type: 'string', postgresql: { dataType: 'varchar', dataLength: 10 } },
  small: { type: 'number', postgresql: { dataType: 'integer' } },
  big: { type: 'number', postgresql: { dataType: 'bigint' } },
  exact: { type: 'number', postgresql: { dataType: 'numeric', dataPrecision: 10, dataScale: 2 } },
  doc: { type: 'object', postgresql: { dataType: 'jsonb' } },
  key: { type: 'string', postgresql: { dataType: 'uuid' } },
  odd: { type: 'string', postgresql: { columnName: "O\"dd; 'name' -- $1 ?" } },
  kept: { type: 'string', readOnly: true },
  slug: { type: 'string', index: { unique: true } },
  must: { type: 'string', default: 'given', postgresql: { nullable: 'N' } },
  needed: { type: 'string', required: true },
  secret: 'string',
  vault: 'object',
  pin: 'string',
} as const;

export type PropertyName = keyof typeof PROPERTIES | 'id';

export const PROPERTY_NAMES = [...Object.keys(PROPERTIES), 'id'] as readonly PropertyName[];
/** One of each kind of type and column, a hidden one among them. */
export const KINDS_OF_PROPERTY: readonly PropertyName[] = PROPERTY_NAMES.filter(
  (name) => !['note', 'homes', 'kept', 'slug', 'must', 'needed', 'vault', 'pin', 'flags', 'scores'].includes(name),
);
/** Those that differ in how a condition on them is put. */
export const TYPICAL_PROPERTIES: readonly PropertyName[] = ['name', 'size', 'isOpen', 'made', 'meta', 'tags', 'place', 'blob', 'inner', 'doc', 'key', 'id']; // prettier-ignore
export const HIDDEN = ['secret', 'vault'] as const;

const everything = {
  properties: PROPERTIES,
  hidden: HIDDEN,
  protected: ['pin'],
  scopes: { open: { where: { isOpen: true } }, last: { order: 'id DESC', limit: 2 } },
  options: { remoting: { sharedMethods: { destroyAll: true } } },
};

export const MODELS: readonly Record<string, unknown>[] = [
  { name: 'Address', base: 'Model', properties: { street: 'string', no: 'number' }, hidden: ['street'] },
  /** Only read. */
  { name: 'Thing', ...everything },
  /** What is written to. */
  { name: 'Sink', ...everything },
  { name: 'Word', properties: { id: { type: 'string', id: true }, text: 'string' } },
  {
    name: 'Token',
    properties: {
      id: { type: 'string', id: true, defaultFn: 'uuidv4', postgresql: { dataType: 'uuid' } },
      text: 'string',
    },
  },
  {
    name: 'Made',
    properties: { id: { type: 'string', id: true, generated: true, postgresql: { dataType: 'uuid' } }, text: 'string' },
  },
  { name: 'Numbered', forceId: false, properties: { text: 'string' } },
  {
    name: 'Huge',
    properties: { no: { type: 'number', id: true, postgresql: { dataType: 'bigint' } }, text: 'string' },
  },
  {
    name: 'Pair',
    properties: { left: { type: 'number', id: 1 }, right: { type: 'string', id: 2 }, text: 'string' },
  },
  {
    name: 'Scoped',
    strict: true,
    scope: { where: { tenant: 'us' }, order: 'text', limit: 3 },
    scopes: { long: { where: { text: { like: '%o%' } } } },
    properties: { text: 'string', tenant: 'string' },
  },
  {
    name: 'Filtered',
    strict: 'filter',
    validateUpsert: true,
    properties: { text: { type: 'string', required: true } },
  },
  {
    name: 'Tracked',
    trackChanges: true,
    changeCleanupInterval: -1,
    properties: { id: { type: 'string', id: true, defaultFn: 'guid' }, text: 'string' },
  },
  { name: 'Jar', base: 'KeyValueModel' },
  /** Nobody asks for it, so it never changes. */
  { name: 'Bystander', properties: { text: 'string' } },
  ...RELATION_MODELS,
];

/** Models whose paths take an id. */
export const ID_MODELS = ['Thing', 'Word', 'Token', 'Made', 'Numbered', 'Huge', 'Pair', 'Scoped'] as const;

/** What stands in hidden properties, so that it must stand in no answer. */
export const HIDDEN_VALUE = 'hidden-4f1d9c';

export const KNOWN_UUID = '7b0c2a52-2f3f-4c53-8d6b-0c8f3a0e9d11';

function thing(index: number, hidden: string): Record<string, unknown> {
  return {
    name: `thing ${String(index)}`,
    note: '100% _sure_ [a-z]* \\ end',
    size: index * 1.5,
    isOpen: index % 2 === 0,
    made: `20${String(10 + index)}-05-05T10:20:30.456Z`,
    day: '2020-02-02',
    meta: { a: { b: [1, 'two', null] }, n: index, s: 'x' },
    extra: index % 2 === 0 ? 'text' : { n: index },
    list: [1, 'a', { b: null }],
    tags: ['a', 'b'],
    scores: [1, 2.5],
    flags: [true, false],
    dates: ['2020-01-01'],
    things: [{ a: 1 }],
    place: { lat: index * 10, lng: -index * 20 },
    blob: [0, 1, 255],
    inner: { street: 'Low Road', no: index },
    home: { street: hidden, no: index },
    homes: [{ street: hidden, no: index }],
    short: `short ${String(index)}`,
    small: index,
    big: 9_007_199_254_740_991 - index,
    exact: 10.25 + index,
    doc: { a: { b: index }, list: [index] },
    key: index === 1 ? KNOWN_UUID : null,
    odd: 'it\'s "odd"',
    slug: `slug-${String(index)}`,
    needed: 'yes',
    secret: `${hidden}-${String(index)}`,
    vault: { key: hidden, n: index },
    pin: String(1000 + index),
  };
}

const BLANK_THING = { needed: 'nothing else' };
/** A text on which many patterns run away. */
const LONG_THING = { needed: 'a long text', note: RUNAWAY_TEXT };

/** Rows of all tables, and what stands in their hidden properties. */
export function seedsOf(hidden: string): Readonly<Record<string, readonly Record<string, unknown>[]>> {
  const things = [1, 2, 3, 4, 5].map((index) => thing(index, hidden));
  return {
    Thing: [...things, BLANK_THING, LONG_THING],
    Sink: [...things, BLANK_THING],
    Word: [
      { id: 'plain', text: 'a' },
      { id: '1.50', text: 'b' },
      { id: "o'brien", text: 'c' },
      { id: '{"gt":""}', text: 'd' },
    ],
    Token: [{ id: KNOWN_UUID, text: 'a' }],
    Made: [{ text: 'a' }, { text: 'b' }],
    Numbered: [{ text: 'a' }, { text: 'b' }],
    Huge: [
      { no: 1, text: 'a' },
      { no: 9_007_199_254_740_991, text: 'b' },
    ],
    Pair: [
      { left: 1, right: 'a', text: 'a' },
      { left: 1, right: 'b', text: 'b' },
    ],
    Scoped: [{ text: 'one' }, { text: 'two' }],
    Filtered: [{ text: 'a' }],
    Bystander: [{ text: 'nobody changes me' }, { text: 'nor me' }],
    ...relationSeeds(hidden),
  };
}

/** The models that have tables. */
export const TABLES: readonly string[] = Object.keys(seedsOf(''));
