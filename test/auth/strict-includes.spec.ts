import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import {
  allow,
  type Ask,
  DENY_ALL,
  filter,
  OWNER_RULES,
  shareStrictApp,
  type StrictApp,
  type StrictModel,
  useStrictApps,
} from './strict-app.js';

const has = (model: string, foreignKey: string, more: object = {}) => ({ type: 'hasMany', model, foreignKey, ...more });
const belongsTo = (model: string, more: object = {}) => ({ type: 'belongsTo', model, ...more });

/** Shops are open, their orders are those of users, items are those of orders; nobody may see what is sealed. */
const MODELS: readonly StrictModel[] = [
  {
    name: 'Shop',
    properties: { name: 'string', tagIds: ['number'] },
    relations: {
      orders: has('Order', 'shopId'),
      latest: { type: 'hasOne', model: 'Order', foreignKey: 'shopId' },
      seals: has('Seal', 'shopId'),
      seal: { type: 'hasOne', model: 'Seal', foreignKey: 'shopId' },
      buyers: has('Profile', 'shopId', { through: 'Order', keyThrough: 'profileId' }),
      labels: { type: 'hasAndBelongsToMany', model: 'Label' },
      tags: { type: 'referencesMany', model: 'Label', foreignKey: 'tagIds' },
      notes: has('Note', 'aboutId', { polymorphic: { foreignKey: 'aboutId', discriminator: 'aboutType' } }),
      lines: { type: 'embedsMany', model: 'Line', property: 'lineList' },
      top: { type: 'embedsOne', model: 'Line', property: 'topLine' },
    },
    scopes: { withOrders: { include: 'orders' }, withSeals: { include: 'seals' } },
  },
  {
    name: 'Order',
    properties: { name: 'string', userId: 'number' },
    relations: {
      shop: belongsTo('Shop'),
      user: belongsTo('User'),
      profile: belongsTo('Profile'),
      items: has('Item', 'orderId'),
      seals: has('Seal', 'orderId'),
    },
    hidden: ['userId'],
    acls: OWNER_RULES,
  },
  {
    name: 'Item',
    properties: { name: 'string' },
    relations: { order: belongsTo('Order'), label: belongsTo('Label'), seal: belongsTo('Seal') },
    ownerPath: 'order.user',
    acls: OWNER_RULES,
  },
  { name: 'Profile', properties: { name: 'string', userId: 'number' }, acls: OWNER_RULES },
  { name: 'Label', properties: { name: 'string', owner: 'number' }, acls: OWNER_RULES },
  { name: 'Seal', properties: { name: 'string' }, acls: [DENY_ALL] },
  {
    name: 'Line',
    base: 'Model',
    properties: { name: 'string', userId: 'number', id: { type: 'number', id: true } },
    acls: OWNER_RULES,
  },
  {
    name: 'Note',
    properties: { name: 'string', aboutId: 'number', aboutType: 'string', userId: 'number' },
    relations: { about: { type: 'belongsTo', polymorphic: { foreignKey: 'aboutId', discriminator: 'aboutType' } } },
    acls: [allow('$everyone')],
  },
];

/** An answer as text, without what is embedded: that stands in its row as it is stored, it is the relation that is judged. */
function shown(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) => (key === 'lineList' || key === 'topLine' ? undefined : value));
}

const CONFIGURE = { Line: { dataSource: null, public: false } };

async function fill(app: StrictApp): Promise<readonly Ask[]> {
  const asks = await app.users(2);
  await app.fill('Profile', { name: 'ada', userId: 1 }, { name: 'bob', userId: 2 });
  await app.fill('Label', { name: 'label of ada', owner: 1 }, { name: 'label of bob', owner: 2 });
  const lines = [
    { id: 1, name: 'line of ada', userId: 1 },
    { id: 2, name: 'line of bob', userId: 2 },
  ];
  await app.fill('Shop', { name: 'bakery', tagIds: [1, 2], lineList: lines, topLine: lines[1] });
  await app.fill(
    'Order',
    { name: 'order of bob', shopId: 1, userId: 2, profileId: 2 },
    { name: 'order of ada', shopId: 1, userId: 1, profileId: 1 },
    { name: 'second of ada', shopId: 1, userId: 1, profileId: 2 },
  );
  await app.fill(
    'Item',
    { name: 'item of bob', orderId: 1, labelId: 2, sealId: 1 },
    { name: 'item of ada', orderId: 2, labelId: 2, sealId: 1 },
  );
  await app.fill('Seal', { name: 'sealed', shopId: 1, orderId: 2 });
  await app.fill(
    'Note',
    { name: 'n1', aboutId: 1, aboutType: 'Shop', userId: 2 },
    { name: 'n2', aboutId: 1, aboutType: 'Order' },
    { name: 'n3', aboutId: 2, aboutType: 'Order' },
  );
  const shop = await app.model('Shop').findById(1);
  for (const id of [1, 2]) await shop.labels.add(id);
  return asks;
}

describe.each(testDatabases())('includes on $name', (database) => {
  let ada: Ask;
  const app = shareStrictApp(database, { models: MODELS, configure: CONFIGURE }, async (strict) => {
    [ada = strict.stranger] = await fill(strict);
  });

  const shops = async (include: unknown, ask: Ask = ada, path = '/Shops') =>
    ask('get', `${path}?${filter({ include })}`);
  const text = async (include: unknown) => JSON.stringify((await (await shops(include)).body) as unknown);

  it.each<unknown>([
    'orders',
    ['orders'],
    [['orders']],
    { relation: 'orders' },
    { rel: 'orders' },
    [{ relation: 'orders' }],
    { orders: true },
    { orders: {} },
    { orders: [] },
    { 0: 'orders' },
    { relation: 'orders', scope: { where: { or: [{ userId: 2 }, {}] } } },
    { relation: 'orders', scope: { where: { name: { like: '%' } }, order: 'name DESC', limit: 5, skip: 0 } },
    { rel: 'orders', scope: { fields: ['name', 'userId'] } },
    ['orders', { relation: 'orders', scope: { where: { userId: 2 } } }],
    { relation: 'orders', scope: { include: 'items' } },
    { orders: 'items' },
    { orders: { items: 'order' } },
    { relation: 'orders', scope: { include: { relation: 'items', scope: { include: ['order'] } } } },
    {
      relation: 'orders',
      scope: { include: [{ rel: 'items', scope: { include: { rel: 'order', scope: { include: 'items' } } } }] },
    },
    { orders: ['items', 'profile', { shop: 'orders' }] },
    { orders: { shop: { orders: 'items' } } },
    'buyers',
    'labels',
    'tags',
    { tags: true, labels: true },
    'lines',
    { relation: 'lines', scope: { where: { or: [{ userId: 2 }, { userId: 1 }] } } },
    'notes',
    { notes: 'about' },
  ])('%j shows what is the own', async (include) => {
    const { status, body } = await shops(include);
    expect(status).toBe(200);
    expect(shown(body)).toMatch(/of ada|n1|line of ada|"ada"/);
    expect(shown(body)).not.toMatch(/of bob|"bob"/);
  });

  it('shows as many rows of each parent as are asked for, of those that are the own', async () => {
    const { body } = await shops({ relation: 'orders', scope: { order: 'id', limit: 1 } });
    expect(body).toMatchObject([{ orders: [{ name: 'order of ada' }] }]);
    const { body: one } = await shops('latest');
    expect(one).toMatchObject([{ latest: { name: 'order of ada' } }]);
    expect(await text('top')).not.toContain('"top":');
  });

  it.each<[unknown, number]>([
    ['orders', 1],
    [{ orders: 'items' }, 2],
    ['buyers', 2],
    ['tags', 1],
    [{ orders: { items: 'label' } }, 3],
  ])('%j takes no more statements than there are tables', async (include, count) => {
    const sent = await app().statements('order|item|profile|label', () => shops(include));
    expect(sent).toHaveLength(count);
  });

  it.each<unknown>([
    'seals',
    'seal',
    { rel: 'seals' },
    ['orders', 'seals'],
    { orders: 'seals' },
    { orders: { items: 'seal' } },
    { relation: 'orders', scope: { include: { relation: 'items', scope: { include: 'seal' } } } },
    {
      relation: 'orders',
      scope: { include: [{ rel: 'items', scope: { include: { rel: 'seal', scope: { limit: 0 } } } }] },
    },
    { orders: { shop: { orders: { seals: true } } } },
    { relation: 'orders', scope: { where: { id: 99 }, include: 'seals' } },
    { notes: { about: 'seals' } },
    { orders: 'user' },
  ])('%j is refused', async (include) => {
    expect((await shops(include)).status).toBe(401);
    expect((await shops(include, ada, '/Shops/1')).status).toBe(401);
    expect((await shops(include, ada, '/Shops/findOne')).status).toBe(401);
    expect((await shops(include, ada, '/Shops/withOrders')).status).toBe(401);
  });

  it('refuses strangers what only owners may see', async () => {
    const { stranger } = app();
    for (const include of ['orders', 'tags', 'labels', 'buyers', 'lines'])
      expect((await shops(include, stranger)).status).toBe(401);
    expect((await shops('notes', stranger)).status).toBe(200);
  });

  it('judges what a scope of a name includes', async () => {
    const { body } = await ada('get', '/Shops/withOrders').expect(200);
    expect(shown(body)).not.toMatch(/order of bob/);
    expect(shown(body)).toMatch(/order of ada/);
    await ada('get', '/Shops/withSeals').expect(401);
    await ada('get', '/Shops/withSeals/count').expect(200, { count: 1 });
  });

  it('judges what a polymorphic relation leads to', async () => {
    const { body } = await ada('get', `/Notes?${filter({ include: 'about', order: 'id' })}`).expect(200);
    expect((body as { about?: { name: string } }[]).map(({ about }) => about?.name)).toEqual([
      'bakery',
      undefined,
      'order of ada',
    ]);
    await ada('get', `/Notes?${filter({ include: { about: 'items' } })}`).expect(200);
    await ada('get', `/Notes?${filter({ include: { about: 'seals' } })}`).expect(401);
    await app()
      .stranger('get', `/Notes?${filter({ include: 'about' })}`)
      .expect(401);
  });

  it('judges what is included below a relation of a path', async () => {
    const { body } = await ada('get', `/Shops/1/orders?${filter({ include: { shop: 'orders' } })}`).expect(200);
    expect(shown(body)).not.toMatch(/order of bob/);
    await ada('get', `/Shops/1/orders?${filter({ include: 'seals' })}`).expect(401);
    await ada('get', `/Shops/1/notes?${filter({ include: 'about' })}`).expect(200);
  });
});

describe.each(testDatabases())('includes of settings on $name', (database) => {
  const start = useStrictApps(database);

  async function shop(models: readonly StrictModel[], checkAccess: 'loopback' | 'strict' = 'strict') {
    const changed = models.map((model) => model.name);
    const app = await start({
      models: [...MODELS.filter(({ name }) => !changed.includes(name)), ...models],
      configure: CONFIGURE,
      auth: { checkAccess },
    });
    const [ada = app.stranger] = await fill(app);
    return { app, ada };
  }

  const changed = (name: string, more: object): StrictModel => {
    const found = MODELS.find((each) => each.name === name);
    if (found === undefined) throw new Error(name);
    return { ...found, ...more };
  };

  it('judges what the default scope of a model includes, at each depth', async () => {
    const { ada } = await shop([
      changed('Shop', { scope: { include: 'orders' } }),
      changed('Order', { scope: { include: 'items' } }),
    ]);
    const { body } = await ada('get', '/Shops').expect(200);
    expect(shown(body)).toMatch(/item of ada/);
    expect(shown(body)).not.toMatch(/order of bob|item of bob/);
  });

  it('refuses what the default scope of a model includes, and nobody may see', async () => {
    const { ada } = await shop([changed('Order', { scope: { include: 'seals' } })]);
    await ada('get', '/Shops').expect(200);
    await ada('get', `/Shops?${filter({ include: 'orders' })}`).expect(401);
    await ada('get', '/Orders').expect(401);
  });

  it('judges what the scope of a relation includes', async () => {
    const shops = changed('Shop', {});
    const relations = {
      orders: has('Order', 'shopId', { scope: { include: 'items' } }),
      sealed: has('Order', 'shopId', { scope: { include: 'seals' } }),
    };
    const { ada } = await shop([{ ...shops, relations: { ...(shops['relations'] as object), ...relations } }]);
    const { body } = await ada('get', `/Shops?${filter({ include: 'orders' })}`).expect(200);
    expect(shown(body)).toMatch(/item of ada/);
    expect(shown(body)).not.toMatch(/of bob/);
    await ada('get', `/Shops?${filter({ include: 'sealed' })}`).expect(401);
    await ada('get', '/Shops/1/sealed').expect(401);
  });

  it('asks nothing in LoopBack mode, where LoopBack does not', async () => {
    const { app } = await shop([], 'loopback');
    const { body } = await app.stranger('get', `/Shops?${filter({ include: ['orders', 'seals'] })}`).expect(200);
    expect(shown(body)).toMatch(/sealed/);
    await app.stranger('get', '/Shops/1/seals').expect(200);
  });

  it('asks the rules of a single strict model in LoopBack mode', async () => {
    const { app, ada } = await shop(
      [changed('Seal', { checkAccess: 'strict' }), changed('Order', { options: { checkAccess: 'strict' } })],
      'loopback',
    );
    await app.stranger('get', `/Shops?${filter({ include: 'tags' })}`).expect(200);
    await app.stranger('get', `/Shops?${filter({ include: 'seals' })}`).expect(401);
    await app.stranger('get', `/Shops?${filter({ include: 'orders' })}`).expect(401);
    const { body } = await ada('get', `/Shops?${filter({ include: 'orders' })}`).expect(200);
    expect(shown(body)).not.toMatch(/order of bob/);
    expect((await ada('get', '/Orders').expect(200)).body).toHaveLength(2);
    // Its rules are those of LoopBack.
    await ada('get', '/Labels').expect(401);
  });

  it('leaves a single model to LoopBack in strict mode', async () => {
    const { app, ada } = await shop([changed('Seal', { checkAccess: 'loopback' })]);
    await app.stranger('get', `/Shops?${filter({ include: 'seals' })}`).expect(200);
    await app.stranger('get', '/Seals').expect(401);
    await ada('get', `/Shops?${filter({ include: { orders: 'seals' } })}`).expect(200);
  });

  it('takes the setting of the model-config, and that of the base', async () => {
    const app = await start({
      models: [
        { name: 'Shop', relations: { seals: has('WaxSeal', 'shopId'), orders: has('Order', 'shopId') } },
        { name: 'Seal', acls: [DENY_ALL], checkAccess: 'strict' },
        { name: 'WaxSeal', base: 'Seal' },
        { name: 'Order', acls: [DENY_ALL] },
      ],
      configure: { Order: { dataSource: 'db', public: true, options: { checkAccess: 'strict' } } },
      auth: {},
    });
    await app.stranger('get', `/Shops?${filter({ include: 'seals' })}`).expect(401);
    await app.stranger('get', `/Shops?${filter({ include: 'orders' })}`).expect(401);
  });

  it('checkAccessOnInclude asks find of what is included, in LoopBack mode', async () => {
    const { app, ada } = await shop([changed('Shop', { checkAccessOnInclude: true })], 'loopback');
    await app.stranger('get', `/Shops?${filter({ include: 'seals' })}`).expect(401);
    await app.stranger('get', `/Shops?${filter({ include: 'notes' })}`).expect(200);
    // Lists of owners are refused in LoopBack mode.
    await ada('get', `/Shops?${filter({ include: 'orders' })}`).expect(401);
    await app.stranger('get', '/Shops/1/seals').expect(200);
  });

  it('checkAccessOnInclude also holds where the model is included itself', async () => {
    const { app } = await shop([changed('Order', { checkAccessOnInclude: true })], 'loopback');
    await app.stranger('get', `/Shops?${filter({ include: { orders: 'shop' } })}`).expect(200);
    await app.stranger('get', `/Shops?${filter({ include: { orders: 'seals' } })}`).expect(401);
    await app.stranger('get', `/Shops/1/orders?${filter({ include: 'seals' })}`).expect(401);
    await app.stranger('get', `/Shops?${filter({ include: 'seals' })}`).expect(200);
  });

  it("asks a checkAccess that an application has put in the place of a target's", async () => {
    const { app, ada } = await shop([changed('Seal', { acls: [] })]);
    await ada('get', `/Shops?${filter({ include: 'seals' })}`).expect(200);
    const asked: unknown[] = [];
    app.model('Seal').checkAccess = (
      _token: unknown,
      id: unknown,
      method: { name: string },
      _context: unknown,
      done: (error: unknown, may?: boolean) => void,
    ) => {
      asked.push([id, method.name]);
      done(null, false);
    };
    await ada('get', `/Shops?${filter({ include: 'seals' })}`).expect(401);
    await ada('get', '/Shops/1/seals').expect(401);
    expect(asked).toEqual([
      [undefined, 'find'],
      [undefined, 'find'],
    ]);
  });

  it('never includes tokens', async () => {
    const users = { name: 'Member', base: 'User', acls: [allow('$everyone', 'find')] };
    const card = {
      name: 'Card',
      relations: {
        of: { type: 'belongsTo', polymorphic: { idType: 'string' } },
        token: { type: 'belongsTo', model: 'AccessToken' },
      },
    };
    const app = await start({
      models: [users, card],
      configure: { AccessToken: { dataSource: 'db', public: false, acls: [allow('$everyone', 'find')] } },
    });
    const [ada = app.stranger] = await app.users(1, 'Member');
    const token = await app.model('AccessToken').findOne({});
    await app.fill('Card', { ofType: 'AccessToken', ofId: token.id, tokenId: token.id });
    for (const include of ['of', 'token']) {
      const { body } = await ada('get', `/Cards?${filter({ include })}`).expect(200);
      expect(body[0]).not.toHaveProperty(include);
    }
    const { body } = await ada('get', `/Members?${filter({ include: 'accessTokens' })}`).expect(200);
    expect(body[0]).not.toHaveProperty('accessTokens');
  });
});
