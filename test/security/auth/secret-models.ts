import { type AttackedApp, type AttackedAppOptions, rule } from './attacked-app.js';

/** What the two databases differ in: far apart in any order, of different lengths, and other numbers. */
export const SECRETS = [
  { text: '0 aardvark', rank: -1, ttl: 1000, password: 'the one password', token: 'a'.repeat(64) },
  { text: 'zz zebra, and some more', rank: 1e6, ttl: 900_000, password: 'another', token: 'b'.repeat(64) },
] as const;
export type Secret = (typeof SECRETS)[number];

/** What the database has at the place of another's text where rules are not strict: there includes show it. */
const OPEN = { text: 'm open', rank: 5 } as const;

export type CheckAccess = 'loopback' | 'strict';

const OWNED = [rule('DENY', '$everyone'), rule('ALLOW', '$authenticated', 'create'), rule('ALLOW', '$owner')];
const READABLE = [
  rule('DENY', '$everyone'),
  ...['find', 'findOne', 'findById', 'count', 'exists', '__get__owner', '__get__open'].map((name) =>
    rule('ALLOW', '$everyone', name),
  ),
];

/** Rows that are another's, hidden properties of rows that everybody sees, and what belongs to accounts. */
export function secretModels(checkAccess: CheckAccess): AttackedAppOptions {
  const owner = { type: 'belongsTo', model: 'User', foreignKey: 'ownerId' };
  const kinds = ['get', 'count', 'findById', 'create', 'updateById', 'destroyById', 'delete', 'exists'];
  return {
    auth: { checkAccess },
    models: [
      {
        name: 'Note',
        properties: { text: 'string', rank: 'number' },
        relations: { owner, pages: { type: 'hasMany', model: 'Page', foreignKey: 'noteId' } },
        acls: OWNED,
      },
      {
        name: 'Page',
        properties: { text: 'string', rank: 'number' },
        ownerPath: 'note.owner',
        relations: { note: { type: 'belongsTo', model: 'Note', foreignKey: 'noteId' } },
        acls: OWNED,
      },
      {
        name: 'Thing',
        properties: { name: 'string', text: 'string', rank: 'number' },
        hidden: ['text', 'rank'],
        scopes: { open: { where: { name: { neq: '' } } } },
        relations: { owner, notes: { type: 'hasMany', model: 'Note', foreignKey: 'ownerId', primaryKey: 'ownerId' } },
        acls: READABLE,
      },
    ],
    modelConfig: {
      User: {
        dataSource: 'db',
        public: true,
        options: { rateLimit: false },
        relations: {
          notes: { type: 'hasMany', model: 'Note', foreignKey: 'ownerId' },
          things: { type: 'hasMany', model: 'Thing', foreignKey: 'ownerId' },
        },
        acls: [
          ...['find', 'findOne', 'findById', 'count', 'exists'].map((name) => rule('ALLOW', '$everyone', name)),
          ...['updateAll', 'upsertWithWhere'].map((name) => rule('ALLOW', '$authenticated', name)),
          ...kinds.flatMap((kind) =>
            ['notes', 'things', 'accessTokens'].map((name) => rule('ALLOW', '$owner', `__${kind}__${name}`)),
          ),
        ],
      },
      ...Object.fromEntries(['Note', 'Page', 'Thing'].map((name) => [name, { dataSource: 'db', public: true }])),
    },
  };
}

/** The session of the one who asks; the same in both databases. */
export const CALLER = 'e'.repeat(64);

/** Row 1 of each model is ada's; 2 and 3 are eve's, who asks. */
export async function seedSecrets(app: AttackedApp, secret: Secret, checkAccess: CheckAccess): Promise<void> {
  const { text, rank, password, token, ttl } = secret;
  const adas = checkAccess === 'strict' ? { text, rank } : OPEN;
  const verificationToken = `token ${text}`;
  await app.create('User', { email: 'ada@x.test', password, verificationToken });
  await app.create('User', { email: 'eve@x.test', password: 'eve', verificationToken: 'token m' });
  await app.create('AccessToken', { id: token, userId: 1, ttl, created: new Date() });
  await app.create('AccessToken', { id: CALLER, userId: 2, ttl: 1e9, created: '2026-01-01T00:00:00.000Z' });
  await app.create('Note', { ...adas, ownerId: 1 });
  await app.create('Note', { text: 'm middle', rank: 0, ownerId: 2 });
  await app.create('Note', { text: 'n', rank: 1, ownerId: 2 });
  await app.create('Page', { ...adas, noteId: 1 });
  await app.create('Page', { text: 'm', rank: 0, noteId: 2 });
  await app.create('Page', { text: 'n', rank: 1, noteId: 2 });
  await app.create('Thing', { name: 'a', text, rank, ownerId: 1 });
  await app.create('Thing', { name: 'b', text: 'm', rank: 0, ownerId: 2 });
  await app.create('Thing', { name: 'c', text: 'n', rank: 1, ownerId: 1 });
  app.secrets.push(text, password, token);
}
