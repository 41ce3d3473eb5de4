import type { Attempt } from './attacked-app.js';

const MODELS = ['Users', 'Notes', 'Pages', 'Things'];
const PROPERTIES = ['text', 'rank', 'password', 'verificationToken', 'ownerId', 'noteId', 'id'];
export const LISTS = [
  ...MODELS,
  'Users/1/notes',
  'Users/2/notes',
  'Users/1/things',
  'Users/2/things',
  'Users/1/accessTokens',
  'Users/2/accessTokens',
  'Notes/1/pages',
  'Notes/2/pages',
  'Things/open',
  'Things/1/notes',
  'Things/2/notes',
];
const ROWS = [
  ...MODELS.flatMap((name) => [1, 2, 99].map((id) => `${name}/${String(id)}`)),
  'Users/1/notes/1',
  'Users/2/notes/1',
  'Users/2/notes/2',
  'Users/1/things/1',
  'Notes/2/pages/1',
  'Notes/1/pages/1',
  'Notes/1/owner',
  'Notes/2/owner',
  'Pages/1/note',
  'Pages/2/note',
  'Things/1/owner',
  'Users/2/accessTokens/1',
];
const TEXTS = ['0 aardvark', { gt: 'a' }, { between: ['0', '9'] }, { like: '0%' }, { nlike: 'z%' }, { ilike: '%A%' }];
const MORE_TEXTS = [{ regexp: '^.$' }, { inq: ['0 aardvark', 'n'] }, { nin: ['m'] }, { neq: null }, null];
const NUMBERS = [-1, { gt: 0 }, { lt: 0 }, { inq: [-1, 1_000_000] }, { neq: null }, { between: [-5, 0.5] }];
const HASHES = [
  { like: '$argon2%' },
  { gt: '$argon2id$v=19$m=19456,t=2,p=1$M' },
  { regexp: '/^\\$argon2/i' },
  { neq: '' },
];

/** What is asked of each property: whether a row is found must not depend on what is secret. */
const OPERANDS: Readonly<Record<string, readonly unknown[]>> = {
  text: [...TEXTS, ...MORE_TEXTS],
  rank: NUMBERS,
  password: HASHES,
  verificationToken: [{ like: 'token 0%' }, { gt: 'token a' }],
  ownerId: [1, { neq: 2 }],
  noteId: [1],
  userId: [1],
  'owner.password': [{ like: '%' }],
};

function conditions(): readonly object[] {
  const single = Object.entries(OPERANDS).flatMap(([name, operands]) =>
    operands.map((operand) => ({ [name]: operand })),
  );
  const nested = [{ text: { like: '0%' } }, { password: { lt: '$argon2id$v=19$m=19456,t=2,p=1$M' } }].flatMap(
    (part) => [
      { or: [{ id: 1 }, part] },
      { and: [{ id: 1 }, part] },
      { nor: [part] },
      { and: [{ or: [{ and: [part] }] }] },
    ],
  );
  return [...single, ...nested];
}

function includes(): readonly unknown[] {
  const scopes = [
    ...['text', 'password'].flatMap((name) => [
      { order: `${name} DESC`, limit: 1 },
      { where: { [name]: { gt: 'b' } } },
    ]),
    { where: { ownerId: 1 } },
    { include: ['owner', 'notes', 'pages', 'accessTokens', 'note', 'things'] },
  ];
  const relations = ['notes', 'things', 'owner', 'pages', 'note', 'accessTokens'];
  return [
    ...relations,
    ...relations.flatMap((relation) => scopes.map((scope) => ({ relation, scope }))),
    { notes: 'pages' },
    { owner: ['notes', 'things', 'accessTokens'] },
    { note: { owner: { notes: 'pages' } } },
    ['notes', { things: 'owner' }],
  ];
}

function orders(): readonly object[] {
  return PROPERTIES.flatMap((name) => [
    { order: `${name} ASC` },
    { order: [`${name} DESC`, 'id ASC'], limit: 1, skip: 1 },
  ]);
}

function filters(): readonly object[] {
  return [
    {},
    ...conditions().map((where) => ({ where })),
    ...orders(),
    ...PROPERTIES.flatMap((name) => [{ fields: [name] }, { fields: { [name]: false } }]),
    ...includes().map((include) => ({ include })),
  ];
}

const query = (name: string, value: unknown): string => `${name}=${encodeURIComponent(JSON.stringify(value))}`;

/** Everything that is read of a list. */
export function readsOf(list: string): readonly Attempt[] {
  const path = `/api/${list}`;
  const first = MODELS.includes(list) ? orders() : [];
  return [
    ...filters().map((filter) => ({ path: `${path}?${query('filter', filter)}` })),
    ...conditions().map((where) => ({ path: `${path}/count?${query('where', where)}` })),
    ...first.map((filter) => ({ path: `${path}/findOne?${query('filter', filter)}` })),
  ];
}

/** Everything that is read of single rows. */
export function readsOfRows(): readonly Attempt[] {
  const plain = includes().filter(
    (include) => typeof include === 'string' || !Object.hasOwn(include as object, 'scope'),
  );
  return ROWS.flatMap((row) => [
    { path: `/api/${row}` },
    { method: 'HEAD', path: `/api/${row}` },
    { path: `/api/${row}/exists` },
    ...plain.map((include) => ({ path: `/api/${row}?${query('filter', { include })}` })),
    ...PROPERTIES.map((name) => ({ path: `/api/${row}?${query('filter', { fields: [name] })}` })),
    { path: `/api/${row}?${query('filter', { where: { text: { gt: 'a' } } })}` },
  ]);
}

/** Writes whose answers might tell of what they did not change. They come in this order. */
export function writes(): readonly Attempt[] {
  const models = ['Users', 'Notes', 'Pages', 'Things'];
  const bodies = [{ text: 'x' }, { rank: 3 }, { ownerId: 2 }, { noteId: 1 }, { id: 1 }, {}];
  return [
    ...models.flatMap((name) => [
      ...conditions().flatMap((where) => [
        { method: 'POST', path: `/api/${name}/update?${query('where', where)}`, body: { unknown: 1 } },
        { method: 'POST', path: `/api/${name}/upsertWithWhere?${query('where', where)}`, body: { unknown: 1 } },
      ]),
      ...bodies.flatMap((body) => [
        { method: 'POST', path: `/api/${name}`, body },
        { method: 'PATCH', path: `/api/${name}`, body: { id: 1, ...body } },
        { method: 'PUT', path: `/api/${name}`, body: { id: 1, ...body } },
        { method: 'PATCH', path: `/api/${name}/1`, body },
        { method: 'PUT', path: `/api/${name}/1`, body },
        { method: 'PATCH', path: `/api/${name}/99`, body },
      ]),
      { method: 'DELETE', path: `/api/${name}/1` },
      { method: 'DELETE', path: `/api/${name}/99` },
    ]),
    ...['Users/2/notes', 'Users/1/notes', 'Notes/1/pages', 'Notes/2/pages', 'Things/1/notes'].flatMap((list) => [
      { method: 'POST', path: `/api/${list}`, body: { text: 'x', ownerId: 1, noteId: 1 } },
      { method: 'PUT', path: `/api/${list}/1`, body: { text: 'x' } },
      { method: 'DELETE', path: `/api/${list}/1` },
    ]),
    ...['0 aardvark', 'eve', 'wrong'].flatMap((password) => [
      { method: 'POST', path: '/api/Users/login', body: { email: 'ada@x.test', password } },
      {
        method: 'POST',
        path: '/api/Users/change-password',
        body: { oldPassword: `not ${password}`, newPassword: 'chosen' },
      },
    ]),
    { method: 'POST', path: '/api/Users/reset', body: { email: 'ada@x.test' } },
    { path: '/api/Users/confirm?uid=1&token=wrong' },
    { path: '/api/Users/confirm?uid=1&token=token' },
  ];
}
