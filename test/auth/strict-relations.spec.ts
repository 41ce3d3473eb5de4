import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { allow, DENY_ALL, filter, OWNER_RULES, type StrictModel, useStrictApps } from './strict-app.js';

const has = (model: string, foreignKey: string, more: object = {}) => ({ type: 'hasMany', model, foreignKey, ...more });
const one = (model: string, foreignKey: string, more: object = {}) => ({ type: 'hasOne', model, foreignKey, ...more });
const belongsTo = (model: string, more: object = {}) => ({ type: 'belongsTo', model, ...more });

const OWN = { properties: { name: 'string', userId: 'number' }, acls: OWNER_RULES };
const ABOUT = { polymorphic: { foreignKey: 'aboutId', discriminator: 'aboutType' } };

/** A shop is open to everybody; what it leads to is its owners', or sealed. */
const SHOP: StrictModel = {
  name: 'Shop',
  properties: { name: 'string', tagIds: ['number'], sealIds: ['number'] },
  relations: {
    orders: has('Order', 'shopId'),
    bill: one('Bill', 'shopId'),
    buyers: has('Buyer', 'shopId', { through: 'Sale', keyThrough: 'buyerId' }),
    labels: { type: 'hasAndBelongsToMany', model: 'Label' },
    tags: { type: 'referencesMany', model: 'Label', foreignKey: 'tagIds' },
    notes: has('Note', 'aboutId', ABOUT),
    lines: { type: 'embedsMany', model: 'Line', property: 'lineList' },
    top: { type: 'embedsOne', model: 'Line', property: 'topLine' },
    seals: has('Seal', 'shopId'),
    stamp: one('Seal', 'shopId'),
    wax: { type: 'referencesMany', model: 'Seal', foreignKey: 'sealIds' },
    keepers: has('User', 'shopId'),
  },
};

const MODELS: readonly StrictModel[] = [
  SHOP,
  {
    ...OWN,
    name: 'Order',
    relations: {
      user: belongsTo('User'),
      shop: belongsTo('Shop'),
      items: has('Item', 'orderId'),
      bill: one('Bill', 'orderId'),
      about: { type: 'belongsTo', ...ABOUT },
      seal: belongsTo('Seal'),
    },
  },
  { ...OWN, name: 'Bill' },
  { ...OWN, name: 'Buyer' },
  { name: 'Sale', relations: { shop: belongsTo('Shop'), buyer: belongsTo('Buyer') } },
  { ...OWN, name: 'Label' },
  { ...OWN, name: 'Note', properties: { ...OWN.properties, aboutId: 'number', aboutType: 'string' } },
  { ...OWN, name: 'Item', relations: { order: belongsTo('Order') }, ownerPath: 'order.user' },
  {
    name: 'Line',
    base: 'Model',
    properties: { id: { type: 'number', id: true }, name: 'string', userId: 'number' },
    acls: OWNER_RULES,
  },
  { name: 'Seal', properties: { name: 'string' }, acls: [DENY_ALL] },
];

const CONFIGURE = { Line: { dataSource: null, public: false } };

describe.each(testDatabases())('relations in paths on $name', (database) => {
  const start = useStrictApps(database);

  async function shop(models: readonly StrictModel[] = []) {
    const names = models.map(({ name }) => name);
    const app = await start({
      models: [...MODELS.filter(({ name }) => !names.includes(name)), ...models],
      configure: CONFIGURE,
    });
    const [ada = app.stranger, bob = app.stranger] = await app.users(2);
    const both = [
      { name: 'of ada', userId: 1 },
      { name: 'of bob', userId: 2 },
    ];
    const lines = both.map((line, index) => ({ id: index + 1, ...line }));
    await app.fill(
      'Shop',
      { name: 'bakery', tagIds: [1, 2], sealIds: [1], lineList: lines, topLine: lines[0] },
      { name: 'mill' },
    );
    await app.fill('Order', ...both.map((order) => ({ ...order, shopId: 1 })));
    await app.fill('Bill', { ...both[0], shopId: 1, orderId: 1 }, { ...both[1], orderId: 2 });
    await app.fill('Buyer', ...both);
    await app.fill('Sale', { shopId: 1, buyerId: 1 }, { shopId: 1, buyerId: 2 });
    await app.fill('Label', ...both);
    await app.fill('Note', ...both.map((note) => ({ ...note, aboutId: 1, aboutType: 'Shop' })));
    await app.fill('Item', { name: 'of ada', orderId: 1 }, { name: 'of bob', orderId: 2 });
    await app.fill('Seal', { name: 'wax', shopId: 1 });
    const found = await app.model('Shop').findById(1);
    for (const id of [1, 2]) await found.labels.add(id);
    return { app, ada, bob };
  }

  const names = ({ body }: { body: unknown }) => (body as { name: string }[]).map(({ name }) => name);

  it.each(['orders', 'buyers', 'labels', 'tags', 'notes'])('lists and counts the own %s', async (relation) => {
    const { app, ada } = await shop();
    const path = `/Shops/1/${relation}`;
    expect(names(await ada('get', path).expect(200))).toEqual(['of ada']);
    expect(
      names(await ada('get', `${path}?${filter({ where: { or: [{ userId: 2 }, { userId: 1 }] } })}`).expect(200)),
    ).toEqual(['of ada']);
    expect(names(await ada('get', `${path}?${filter({ where: { userId: 2 } })}`).expect(200))).toEqual([]);
    await ada('get', `${path}/count`).expect(200, { count: 1 });
    await app.stranger('get', path).expect(401);
    await app.stranger('get', `${path}/count`).expect(401);
  });

  it.each(['orders', 'buyers', 'labels', 'tags', 'notes'])('reads and changes the own of %s', async (relation) => {
    const { ada, app } = await shop();
    const path = `/Shops/1/${relation}`;
    await ada('get', `${path}/1`).expect(200);
    await ada('get', `${path}/2`).expect(401);
    await ada('put', `${path}/1`, { name: 'changed' }).expect(200);
    await ada('put', `${path}/2`, { name: 'taken' }).expect(401);
    await ada('put', `${path}/1`, { userId: 2 }).expect(401);
    await ada('put', `${path}/1`, { userId: null }).expect(401);
    await ada('put', `${path}/1`, { userId: 1 }).expect(200);
    await ada('delete', `${path}/2`).expect(401);
    await ada('delete', path).expect(401);
    await app.stranger('get', `${path}/1`).expect(401);
    await app.stranger('delete', `${path}/1`).expect(401);
    await ada('delete', `${path}/1`).expect(204);
    expect(names(await ada('get', path).expect(200))).toEqual([]);
  });

  it.each(['orders', 'buyers', 'labels', 'tags', 'notes'])('makes what is the own in %s', async (relation) => {
    const { ada, app } = await shop();
    const path = `/Shops/1/${relation}`;
    await ada('post', path, { name: 'new', userId: 1 }).expect(200);
    await ada('post', path, { name: 'new' }).expect(401);
    await ada('post', path, { name: 'new', userId: 2 }).expect(401);
    await ada('post', path, [
      { name: 'new', userId: 1 },
      { name: 'new', userId: 2 },
    ]).expect(401);
    await ada('post', path, { name: 'new', userId: { neq: 2 } }).expect(401);
    await ada('post', path, { name: 'new', userId: [1] }).expect(401);
    await app.stranger('post', path, { name: 'new' }).expect(401);
    expect(names(await ada('get', path).expect(200))).toEqual(['of ada', 'new']);
  });

  it.each(['buyers', 'labels', 'tags'])('links and unlinks in %s what may be read', async (relation) => {
    const { ada } = await shop();
    const path = `/Shops/2/${relation}/rel`;
    await ada('put', `${path}/1`).expect(200);
    await ada('put', `${path}/2`).expect(401);
    await ada('head', `${path}/1`).expect(200);
    await ada('head', `${path}/2`).expect(401);
    await ada('delete', `/Shops/1/${relation}/rel/2`).expect(401);
    await ada('delete', `${path}/1`).expect(204);
  });

  it('asks the rules of the links, where they are made or removed', async () => {
    const sale = {
      name: 'Sale',
      relations: { shop: belongsTo('Shop'), buyer: belongsTo('Buyer') },
      acls: [DENY_ALL, allow('$everyone', 'find')],
    };
    const { ada } = await shop([sale, { ...OWN, name: 'Buyer', acls: [allow('$everyone')] }]);
    await ada('get', '/Shops/1/buyers').expect(200);
    await ada('get', '/Shops/1/buyers/count').expect(200, { count: 2 });
    await ada('put', '/Shops/2/buyers/rel/1').expect(401);
    await ada('delete', '/Shops/1/buyers/rel/1').expect(401);
    await ada('post', '/Shops/1/buyers', { name: 'x' }).expect(401);
    await ada('delete', '/Shops/1/buyers').expect(401);
  });

  it('hasOne is read and changed by its owner', async () => {
    const { ada, bob, app } = await shop();
    const path = '/Shops/1/bill';
    await ada('get', path).expect(200);
    await bob('get', path).expect(401);
    await app.stranger('get', path).expect(401);
    await bob('put', path, { name: 'taken' }).expect(401);
    await ada('put', path, { userId: 2 }).expect(401);
    await ada('put', path, { name: 'changed' }).expect(200);
    await bob('delete', path).expect(401);
    await ada('delete', path).expect(204);
    await ada('post', path, { name: 'new', userId: 2 }).expect(401);
    await ada('post', path, { name: 'new', userId: 1 }).expect(200);
  });

  it('belongsTo is read by the owner of its target', async () => {
    const open = {
      ...OWN,
      name: 'Slip',
      acls: [],
      relations: { order: belongsTo('Order'), seal: belongsTo('Seal'), about: { type: 'belongsTo', ...ABOUT } },
    };
    const { app, ada, bob } = await shop([open]);
    await app.fill(
      'Slip',
      { orderId: 1, sealId: 1, aboutId: 2, aboutType: 'Order' },
      { aboutId: 1, aboutType: 'Shop' },
      { aboutId: 1, aboutType: 'Seal' },
      {},
    );
    await ada('get', '/Slips/1/order').expect(200);
    await bob('get', '/Slips/1/order').expect(401);
    await app.stranger('get', '/Slips/1/order').expect(401);
    await ada('get', '/Slips/1/seal').expect(401);
    await bob('get', '/Slips/1/about').expect(200);
    await ada('get', '/Slips/1/about').expect(401);
    await ada('get', '/Slips/2/about').expect(200);
    await ada('get', '/Slips/3/about').expect(401);
    await ada('get', '/Slips/4/order').expect(200);
  });

  it('what is embedded cannot be narrowed: it is refused where rules let in owners only', async () => {
    const { ada } = await shop();
    for (const path of [
      '/Shops/1/lines',
      '/Shops/1/lines/1',
      '/Shops/1/lines/2',
      '/Shops/1/lines/count',
      '/Shops/1/top',
    ])
      await ada('get', path).expect(401);
    await ada('post', '/Shops/1/lines', { name: 'x', userId: 1 }).expect(401);
    await ada('put', '/Shops/1/lines/1', { name: 'x' }).expect(401);
    await ada('put', '/Shops/1/top', { name: 'x' }).expect(401);
    await ada('delete', '/Shops/1/lines/1').expect(401);
    await ada('delete', '/Shops/1/top').expect(401);
  });

  it('nothing leads to what is sealed', async () => {
    const { ada, app } = await shop();
    for (const path of [
      '/Shops/1/seals',
      '/Shops/1/seals/1',
      '/Shops/1/seals/count',
      '/Shops/1/stamp',
      '/Shops/1/wax',
      '/Shops/1/wax/1',
      '/Shops/1/wax/count',
      '/Shops/1/keepers',
      '/Shops/1/keepers/2',
    ]) {
      await ada('get', path).expect(401);
      await app.stranger('get', path).expect(401);
    }
    await ada('head', '/Shops/1/wax/rel/1').expect(401);
    await ada('put', '/Shops/2/wax/rel/1').expect(401);
    await ada('post', '/Shops/1/seals', { name: 'x' }).expect(401);
    await ada('put', '/Shops/1/seals/1', { name: 'x' }).expect(401);
    await ada('delete', '/Shops/1/seals/1').expect(401);
    await ada('delete', '/Shops/1/seals').expect(401);
    await ada('delete', '/Shops/1/wax').expect(401);
    expect(await app.model('Seal').count()).toBe(1);
  });

  it('asks for aliases of the target as well', async () => {
    const { ada } = await shop([
      {
        ...MODELS.find(({ name }) => name === 'Order'),
        name: 'Order',
        acls: [
          allow('$everyone'),
          { ...DENY_ALL, property: 'destroyById' },
          { ...DENY_ALL, property: 'updateAttributes' },
        ],
      },
    ]);
    await ada('get', '/Shops/1/orders/1').expect(200);
    await ada('delete', '/Shops/1/orders/1').expect(401);
    await ada('put', '/Shops/1/orders/1', { name: 'x' }).expect(401);
  });

  it('asks the rules of the model at the start first', async () => {
    const { ada } = await shop([{ ...SHOP, acls: [{ ...DENY_ALL, property: '__get__orders' }] }]);
    await ada('get', '/Shops/1/orders').expect(401);
    await ada('get', '/Shops/1/orders/count').expect(200, { count: 1 });
  });

  it('judges methods that code gives a relation', async () => {
    const read = Object.assign((done: (error: null, rows: string[]) => void) => done(null, ['x']), {
      shared: true,
      http: { verb: 'get', path: '/special' },
      returns: { arg: 'rows', type: 'array', root: true },
    });
    const app = await start({
      models: MODELS,
      configure: CONFIGURE,
      prepare: ({ registry }) => {
        const Shop = registry.getModel('Shop') as unknown as Record<string, (...all: unknown[]) => void>;
        Shop['hasMany']?.(registry.getModel('Seal'), {
          as: 'secrets',
          foreignKey: 'shopId',
          scopeMethods: { special: read },
        });
        Shop['hasMany']?.(registry.getModel('Order'), {
          as: 'offers',
          foreignKey: 'shopId',
          scopeMethods: { special: read },
        });
      },
    });
    const [ada = app.stranger] = await app.users(1);
    await app.fill('Shop', {});
    await ada('get', '/Shops/1/secrets/special').expect(401);
    await ada('get', '/Shops/1/offers/special').expect(401);
  });

  describe('nested below a relation (nestRemoting)', () => {
    const nested = (more: object): StrictModel => ({
      ...SHOP,
      relations: {
        ...(SHOP['relations'] as object),
        orders: has('Order', 'shopId', { options: { nestRemoting: true } }),
        bill: one('Bill', 'shopId', { options: { nestRemoting: true } }),
        ...more,
      },
    });

    it('asks the model in the middle and the one at the end', async () => {
      const { app, ada, bob } = await shop([nested({})]);
      await ada('get', '/Shops/1/orders/1/items').expect(200);
      await bob('get', '/Shops/1/orders/1/items').expect(401);
      await app.stranger('get', '/Shops/1/orders/1/items').expect(401);
      expect(names(await bob('get', '/Shops/1/orders/2/items').expect(200))).toEqual(['of bob']);
      await bob('get', '/Shops/1/orders/2/items/2').expect(200);
      await bob('get', '/Shops/1/orders/2/items/1').expect(401);
      await ada('get', '/Shops/1/orders/1/bill').expect(200);
      await bob('get', '/Shops/1/orders/1/bill').expect(401);
      await bob('put', '/Shops/1/orders/1/bill', { name: 'x' }).expect(401);
    });

    it('asks the one at the end where everybody may see those in the middle', async () => {
      const order = MODELS.find(({ name }) => name === 'Order');
      const { app, ada, bob } = await shop([nested({}), { ...(order as StrictModel), acls: [allow('$everyone')] }]);
      expect(names(await ada('get', '/Shops/1/orders/1/items').expect(200))).toEqual(['of ada']);
      expect(names(await bob('get', '/Shops/1/orders/1/items').expect(200))).toEqual([]);
      await bob('get', '/Shops/1/orders/1/items/count').expect(200, { count: 0 });
      await bob('get', '/Shops/1/orders/1/bill').expect(401);
      await ada('get', '/Shops/1/orders/1/bill').expect(200);
      await bob('put', '/Shops/1/orders/1/bill', { name: 'x' }).expect(401);
      await bob('delete', '/Shops/1/orders/1/bill').expect(401);
      await ada('post', '/Shops/1/orders/1/items', { name: 'new' }).expect(200);
      // The order of the path counts, not the shop's number.
      await ada('post', '/Shops/1/orders/2/items', { name: 'new' }).expect(401);
      await bob('post', '/Shops/1/orders/1/items', { name: 'new' }).expect(401);
      await app.fill(
        'Order',
        { shopId: 1, aboutId: 1, aboutType: 'Seal' },
        { shopId: 1, aboutId: 2, aboutType: 'Label' },
      );
      await ada('get', '/Shops/1/orders/3/about').expect(401);
      await ada('get', '/Shops/1/orders/4/about').expect(401);
      await bob('get', '/Shops/1/orders/4/about').expect(200);
      await ada('get', `/Shops/1/orders/1/items?${filter({ include: 'order' })}`).expect(200);
    });

    it('goes through a relation to one', async () => {
      const bill = {
        ...OWN,
        name: 'Bill',
        relations: { notes: has('Note', 'aboutId', ABOUT), order: belongsTo('Order') },
      };
      const { app, ada, bob } = await shop([nested({}), bill]);
      await app.fill(
        'Note',
        { name: 'on bill of ada', userId: 1, aboutId: 1, aboutType: 'Bill' },
        { name: 'on bill of bob', userId: 2, aboutId: 1, aboutType: 'Bill' },
      );
      expect(names(await ada('get', '/Shops/1/bill/notes').expect(200))).toEqual(['on bill of ada']);
      await bob('get', '/Shops/1/bill/notes').expect(401);
      await ada('get', '/Shops/1/bill/order').expect(200);
      await bob('get', '/Shops/1/bill/order').expect(401);
      await ada('post', '/Shops/1/bill/notes', { name: 'x', userId: 1 }).expect(200);
      await ada('post', '/Shops/1/bill/notes', { name: 'x', userId: 2 }).expect(401);
    });

    it('is not fooled by other names', async () => {
      const app = await start({
        models: MODELS,
        configure: CONFIGURE,
        prepare: (application) => {
          const Shop = application.registry.getModel('Shop') as unknown as {
            nestRemoting(name: string, options: object): void;
          };
          Shop.nestRemoting('orders', {
            pathName: 'purchases',
            paramName: 'number',
            filterMethod: ({ name }: { name: string }) => name.replace('__get__', 'peek_'),
          });
        },
      });
      const [ada = app.stranger, bob = app.stranger] = await app.users(2);
      await app.fill('Shop', {});
      await app.fill('Order', { userId: 1, shopId: 1 });
      await app.fill('Bill', { userId: 1, orderId: 1 });
      await bob('get', '/Shops/1/purchases/1/bill').expect(401);
      await ada('get', '/Shops/1/purchases/1/bill').expect(200);
      await bob('get', '/Shops/1/purchases/1/items').expect(401);
    });
  });
});
