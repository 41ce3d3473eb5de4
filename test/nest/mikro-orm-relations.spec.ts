import { type Application, createApplication, type DataSource, type ModelClass } from '@loopnest/models';
import { type EntityManager, EntitySchema } from '@mikro-orm/core';
import { MikroORM as PostgresOrm } from '@mikro-orm/postgresql';
import { MikroORM as SqliteOrm } from '@mikro-orm/sqlite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type CreatedDatabase, type TestDatabase, testDatabases } from '../support/databases.js';

const customers = {
  name: 'Customer',
  properties: { name: 'string', code: 'string' },
  relations: {
    orders: { type: 'hasMany', model: 'Order' },
    latest: { type: 'hasMany', model: 'Order', scope: { order: ['amount DESC', 'id'] } },
    large: { type: 'hasMany', model: 'Order', scope: { where: { amount: { gt: 100 } } } },
    profile: { type: 'hasOne', model: 'Profile' },
    notes: { type: 'hasMany', model: 'Note', primaryKey: 'code', foreignKey: 'writerCode' },
    boss: { type: 'belongsTo', model: 'Customer' },
    staff: { type: 'hasMany', model: 'Customer', foreignKey: 'bossId' },
    products: { type: 'hasMany', model: 'Product', through: 'Order' },
    clubs: { type: 'hasAndBelongsToMany', model: 'Club' },
    following: { type: 'hasMany', model: 'Customer', through: 'Follow', foreignKey: 'fanId', keyThrough: 'idolId' },
    fans: { type: 'hasMany', model: 'Customer', through: 'Follow', foreignKey: 'idolId', keyThrough: 'fanId' },
    photos: { type: 'hasMany', model: 'Photo', polymorphic: 'subject' },
    cover: { type: 'hasOne', model: 'Photo', polymorphic: 'subject' },
    tags: { type: 'hasMany', model: 'Tag', through: 'Tagging', polymorphic: 'tagged' },
    favourites: { type: 'referencesMany', model: 'Product' },
    home: { type: 'embedsOne', model: 'Address', property: 'homeAddress' },
    places: { type: 'hasMany', model: 'Place' },
    teams: { type: 'hasMany', model: 'Team', through: 'Roster' },
    passport: { type: 'hasOne', model: 'Passport', foreignKey: 'id' },
  },
};

const models = [
  customers,
  {
    name: 'Order',
    properties: { amount: 'number', shopCode: 'string' },
    relations: {
      customer: { type: 'belongsTo', model: 'Customer' },
      buyer: { type: 'belongsTo', model: 'Customer', foreignKey: 'customerId' },
      product: { type: 'belongsTo', model: 'Product' },
      shop: { type: 'belongsTo', model: 'Shop', foreignKey: 'shopCode', primaryKey: 'code' },
    },
  },
  {
    name: 'Product',
    properties: { title: 'string' },
    relations: { buyers: { type: 'hasMany', model: 'Customer', through: 'Order' } },
  },
  { name: 'Shop', properties: { code: 'string', city: 'string' } },
  { name: 'Profile', properties: { bio: 'string' } },
  { name: 'Note', properties: { text: 'string' } },
  {
    name: 'Club',
    properties: { name: 'string' },
    relations: { members: { type: 'hasAndBelongsToMany', model: 'Customer' } },
  },
  { name: 'Follow', properties: { since: 'date' } },
  { name: 'Photo', properties: { url: 'string' }, relations: { subject: { type: 'belongsTo', polymorphic: true } } },
  { name: 'Tag', properties: { word: 'string' } },
  {
    name: 'Tagging',
    properties: {},
    relations: { tag: { type: 'belongsTo', model: 'Tag' }, tagged: { type: 'belongsTo', polymorphic: true } },
  },
  { name: 'Address', base: 'Model', properties: { street: 'string' } },
  {
    name: 'Letter',
    properties: { text: 'string', readerId: 'number', pin: 'string' },
    hidden: ['readerId', 'pin'],
    relations: { reader: { type: 'belongsTo', model: 'Reader' } },
  },
  {
    name: 'Reader',
    properties: { id: { type: 'string', id: true }, name: 'string' },
    relations: { letters: { type: 'hasMany', model: 'Letter' } },
  },
  { name: 'Team', properties: { name: 'string' } },
  {
    name: 'Roster',
    properties: { customerId: { type: 'number', id: 1 }, teamId: { type: 'number', id: 2 }, role: 'string' },
    relations: { team: { type: 'belongsTo', model: 'Team' } },
  },
  {
    name: 'Passport',
    forceId: false,
    properties: { id: { type: 'number', id: true }, number: 'string' },
    relations: {
      holder: { type: 'belongsTo', model: 'Customer', foreignKey: 'id' },
      row: { type: 'belongsTo', model: 'Roster', foreignKey: 'rosterId' },
    },
  },
  {
    name: 'Chapter',
    properties: { title: 'string', bookId: { type: 'string', required: true } },
    relations: { book: { type: 'belongsTo', model: 'Book' } },
  },
  {
    name: 'Book',
    properties: { isbn: { type: 'string', id: true }, title: 'string' },
    relations: { chapters: { type: 'hasMany', model: 'Chapter' } },
  },
  { name: 'Place', properties: { city: 'string' }, relations: { customer: { type: 'belongsTo', model: 'Customer' } } },
];

/** An entity, and the ways of MikroORM that the tests take: nobody has types of what models say. */
type Row = Record<string, any>;

class Shop {
  app!: Application;
  readonly warnings: string[] = [];
  private databases: CreatedDatabase[] = [];

  constructor(private readonly kind: TestDatabase) {}

  async start(definitions: readonly object[] = models): Promise<void> {
    const [db, other] = [await this.database(), await this.database()];
    const named = definitions as readonly { readonly name: string }[];
    const dataSourceOf = (name: string) => (name === 'Place' ? 'other' : name === 'Address' ? null : 'db');
    this.app = createApplication({
      models: definitions as never,
      modelConfig: Object.fromEntries(named.map(({ name }) => [name, { dataSource: dataSourceOf(name) }])) as never,
      dataSources: { db, other },
      logger: { log: ignore, error: ignore, warn: (text) => this.warnings.push(text) },
    });
    await this.app.start();
  }

  get db(): DataSource {
    return this.app.dataSources['db']!;
  }

  model(name: string): ModelClass<Row> {
    return this.app.registry.getModel(name) as unknown as ModelClass<Row>;
  }

  async find(model: string, where: object, populate: readonly string[] = [], em = this.db.em.fork()): Promise<Row[]> {
    return (await em.find(this.db.entity(model), where, {
      populate: populate as never,
      orderBy: this.db.entity(model).meta.primaryKeys.map((id) => ({ [id]: 'asc' })) as never,
    })) as Row[];
  }

  /** What JSON shows of the only customer that is called so. */
  async shown(name: string, ...populate: readonly string[]): Promise<Row> {
    const [found] = await this.find('Customer', { name }, populate);
    return shownBy(found);
  }

  /** Takes all rows out of all tables; ids begin anew. */
  async empty(): Promise<void> {
    const { executor } = this.db;
    const tables = this.db.modelNames.map((name) => this.db.tableOf(name).sql);
    const statements =
      this.kind.name === 'postgresql'
        ? [`TRUNCATE ${tables.join(', ')} RESTART IDENTITY`]
        : [...tables.map((table) => `DELETE FROM ${table}`), 'DELETE FROM sqlite_sequence'];
    for (const sql of statements) await executor.execute({ sql, parameters: [] });
  }

  async close(): Promise<void> {
    await this.app.close();
    await Promise.all(this.databases.map((database) => database.drop()));
  }

  private async database() {
    const made = await this.kind.create({ storage: 'file' });
    this.databases.push(made);
    return { connector: this.kind.name, url: made.url };
  }
}

function ignore(): void {}

/** What a flush would write. */
function changesIn(em: EntityManager): unknown[] {
  const work = em.getUnitOfWork();
  work.computeChangeSets();
  return work.getChangeSets().map(({ entity, payload }) => ({ [entity.constructor.name]: payload }));
}

function shownBy(entity: unknown): Row {
  return JSON.parse(JSON.stringify(entity)) as Row;
}

describe.each(testDatabases())('relations in MikroORM on $name', (database) => {
  let shop: Shop;
  let ada: Row;
  let bob: Row;

  beforeAll(async () => {
    shop = new Shop(database);
    await shop.start();
  });

  beforeEach(async () => {
    await shop.empty();
    ada = await shop.model('Customer').create({ name: 'Ada', code: 'a' });
    bob = await shop.model('Customer').create({ name: 'Bob', code: 'b', bossId: ada['id'] });
  });

  afterAll(() => shop.close());

  const create = (em: EntityManager, model: string, data: Row): Row =>
    em.create(shop.db.entity(model), data as never) as Row;
  const orders = () => shop.model('Order').find({ order: 'id' }) as Promise<readonly Row[]>;

  describe('loads', () => {
    it('a belongsTo', async () => {
      const { id } = await shop.model('Order').create({ amount: 1, customerId: ada['id'] });
      const [order] = await shop.find('Order', { id }, ['customer']);
      expect(shownBy(order)).toMatchObject({ amount: 1, customerId: ada['id'], customer: { name: 'Ada' } });
    });

    it('a hasMany in the order of the ids, or of its scope', async () => {
      for (const amount of [5, 9, 7]) await shop.model('Order').create({ amount, customerId: ada['id'] });
      const { orders: all, latest } = await shop.shown('Ada', 'orders', 'latest');
      expect(all.map(({ amount }: Row) => amount)).toEqual([5, 9, 7]);
      expect(latest.map(({ amount }: Row) => amount)).toEqual([9, 7, 5]);
      expect((await shop.shown('Bob', 'orders'))['orders']).toEqual([]);
    });

    it('the first row of a hasOne, and its parent once', async () => {
      for (const bio of ['first', 'second']) await shop.model('Profile').create({ bio, customerId: ada['id'] });
      const found = await shop.find('Customer', {}, ['profile']);
      expect(found.map((customer) => shownBy(customer)['profile']?.bio)).toEqual(['first', undefined]);
      expect(await shop.find('Customer', {})).toHaveLength(2);
    });

    it('relations of a model to itself', async () => {
      expect(await shop.shown('Ada', 'staff')).toMatchObject({ staff: [{ name: 'Bob', bossId: ada['id'] }] });
      expect(await shop.shown('Bob', 'boss')).toMatchObject({ boss: { name: 'Ada' } });
    });

    it('a hasMany over another property than the id', async () => {
      await shop.model('Note').create({ text: 'mine', writerCode: 'a' });
      await shop.model('Note').create({ text: 'his', writerCode: 'b' });
      expect(await shop.shown('Ada', 'notes')).toMatchObject({ notes: [{ text: 'mine', writerCode: 'a' }] });
    });

    it('a belongsTo to another property than the id', async () => {
      await shop.model('Shop').create({ code: 'x', city: 'Brno' });
      const { id } = await shop.model('Order').create({ shopCode: 'x' });
      const [order] = await shop.find('Order', { id }, ['shop']);
      expect(shownBy(order)).toMatchObject({ shopCode: 'x', shop: { city: 'Brno' } });
    });

    it('both ways over a through model', async () => {
      await ada['products'].create({ title: 'tea' });
      await ada['products'].create({ title: 'cake' });
      const { products } = await shop.shown('Ada', 'products');
      expect(products.map(({ title }: Row) => title)).toEqual(['tea', 'cake']);
      const [tea] = await shop.find('Product', { title: 'tea' }, ['buyers']);
      expect(shownBy(tea)['buyers']).toMatchObject([{ name: 'Ada' }]);
    });

    it('both ways of a hasAndBelongsToMany', async () => {
      const club = await ada['clubs'].create({ name: 'chess' });
      await club.members.add(bob);
      const [chess] = await shop.find('Club', {}, ['members']);
      expect(chess!['members'].getItems().map(({ name }: Row) => name)).toEqual(['Ada', 'Bob']);
      expect(await shop.shown('Bob', 'clubs')).toMatchObject({ clubs: [{ name: 'chess' }] });
    });

    it('both ways over links of a model to itself', async () => {
      await ada['following'].add(bob);
      expect(await shop.shown('Ada', 'following', 'fans')).toMatchObject({ following: [{ name: 'Bob' }], fans: [] });
      expect(await shop.shown('Bob', 'following', 'fans')).toMatchObject({ following: [], fans: [{ name: 'Ada' }] });
    });

    it('polymorphic rows of the right type', async () => {
      for (const [url, subjectType] of [
        ['theirs', 'Product'],
        ['hers', 'Customer'],
        ['hers, too', 'Customer'],
      ])
        await shop.model('Photo').create({ url, subjectType, subjectId: ada['id'] });
      const { photos, cover } = await shop.shown('Ada', 'photos', 'cover');
      expect(photos.map(({ url }: Row) => url)).toEqual(['hers', 'hers, too']);
      expect(cover).toMatchObject({ url: 'hers', subjectType: 'Customer', subjectId: ada['id'] });
    });

    it('over links whose id are the two keys', async () => {
      const team = await shop.model('Team').create({ name: 'red' });
      await shop.model('Roster').create({ customerId: ada['id'], teamId: team['id'] });
      expect(await shop.shown('Ada', 'teams')).toMatchObject({ teams: [{ name: 'red' }] });
      const [row] = await shop.find('Roster', {}, ['team']);
      expect(row).toMatchObject({ teamId: team['id'], team: { name: 'red' } });
    });

    it('over a key that is an id', async () => {
      await shop.model('Passport').create({ id: bob['id'], number: 'N1' });
      expect(await shop.shown('Bob', 'passport')).toMatchObject({ passport: { number: 'N1' } });
      const [passport] = await shop.find('Passport', {}, ['holder']);
      expect(shownBy(passport)).toMatchObject({ id: bob['id'], holder: { name: 'Bob' } });
    });

    it('a second relation over a key', async () => {
      await shop.model('Order').create({ amount: 1, customerId: ada['id'] });
      const [order] = await shop.find('Order', {}, ['customer', 'buyer']);
      expect(order!['buyer']).toBe(order!['customer']);
      expect(order).toMatchObject({ customerId: ada['id'], buyer: { name: 'Ada' } });
    });

    it('relations of relations', async () => {
      const product = await shop.model('Product').create({ title: 'tea' });
      await shop.model('Order').create({ amount: 1, customerId: bob['id'], productId: product['id'] });
      await shop.model('Note').create({ text: 'mine', writerCode: 'a' });
      const shown = await shop.shown('Bob', 'orders.product.buyers', 'boss.notes');
      expect(shown).toMatchObject({
        orders: [{ amount: 1, product: { title: 'tea', buyers: [{ name: 'Bob' }] } }],
        boss: { name: 'Ada', notes: [{ text: 'mine' }] },
      });
    });

    it('one entity for each row, however it is reached', async () => {
      for (const customer of [ada, bob])
        for (const amount of [1, 2]) await shop.model('Order').create({ amount, customerId: customer['id'] });
      const em = shop.db.em.fork();
      const found = await shop.find('Customer', {}, ['orders'], em);
      expect(found.map((customer) => customer['orders'].length)).toEqual([2, 2]);
      expect(found[0]!['orders'][0].customer).toBe(found[0]);
    });
  });

  describe('finds by', () => {
    beforeEach(async () => {
      for (const amount of [1, 2]) await shop.model('Order').create({ amount, customerId: ada['id'] });
      await shop.model('Order').create({ amount: 3, customerId: bob['id'] });
    });

    it('the key, the relation, and properties of what it leads to', async () => {
      const amounts = async (where: object) => (await shop.find('Order', where)).map(({ amount }) => amount as number);
      expect(await amounts({ customerId: ada['id'] })).toEqual([1, 2]);
      expect(await amounts({ customer: ada['id'] })).toEqual([1, 2]);
      expect(await amounts({ customer: { name: 'Bob' } })).toEqual([3]);
      const found = await shop.find('Customer', { orders: { amount: { $gt: 2 } } });
      expect(found.map(({ name }) => name as string)).toEqual(['Bob']);
    });

    it('the key in statements of their own', async () => {
      const [em, order] = [shop.db.em.fork(), shop.db.entity('Order')];
      await em.nativeUpdate(order, { customerId: ada['id'] } as never, { customerId: bob['id'] } as never);
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([2, 2, 2]);
      await em.insert(order, { amount: 4, customerId: ada['id'] } as never);
      await em.upsert(order, { id: 1, amount: 5, customerId: ada['id'] } as never);
      expect(await shop.model('Order').count({ customerId: ada['id'] })).toBe(2);
      await em.nativeDelete(order, { customerId: ada['id'] } as never);
      expect(await orders()).toHaveLength(2);
    });
  });

  describe('writes', () => {
    it('a key, or a relation, and the other follows', async () => {
      const em = shop.db.em.fork();
      const [byKey, byRelation] = [
        create(em, 'Order', { amount: 1, customerId: ada['id'] }),
        create(em, 'Order', { amount: 2, customer: bob['id'] }),
      ];
      expect([byKey['customerId'], byRelation['customerId']]).toEqual([1, 2]);
      await em.flush();
      expect(byKey['customer']).toMatchObject({ id: ada['id'] });
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([1, 2]);
      byKey['customerId'] = bob['id'];
      expect(byKey['customer']).toBe(byRelation['customer']);
      byRelation['customer'] = em.getReference(shop.db.entity('Customer'), ada['id'] as never);
      expect(byRelation['customerId']).toBe(ada['id']);
      await em.flush();
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([2, 1]);
      byKey['customerId'] = null;
      byRelation['customer'] = null;
      expect([byKey['customer'], byRelation['customerId']]).toEqual([null, null]);
      await em.flush();
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([null, null]);
    });

    it('a key that is assigned, and reads one that was written elsewhere', async () => {
      const { id } = await shop.model('Order').create({ amount: 1, customerId: ada['id'] });
      const em = shop.db.em.fork();
      const [order] = await shop.find('Order', { id }, ['customer'], em);
      em.assign(order!, { customerId: bob['id'] } as never);
      expect(order!['customer'].id).toBe(bob['id']);
      await em.flush();
      expect(await orders()).toMatchObject([{ customerId: bob['id'] }]);
      await shop.model('Order').updateAll({ id }, { customerId: ada['id'] });
      await em.refresh(order!);
      expect([order!['customerId'], order!['customer'].id]).toEqual([ada['id'], ada['id']]);
      expect(changesIn(em)).toEqual([]);
    });

    it('a row and what it leads to together', async () => {
      const em = shop.db.em.fork();
      const eve = create(em, 'Customer', { name: 'Eve', boss: { name: 'Max', boss: { name: 'Zoe' } } });
      const order = create(em, 'Order', { amount: 1, customer: eve, product: { title: 'tea' } });
      await em.flush();
      expect([order['customerId'], order['productId']]).toEqual([eve['id'], 1]);
      expect(await shop.shown('Eve', 'boss.boss', 'orders')).toMatchObject({
        bossId: eve['boss'].id,
        boss: { name: 'Max', boss: { name: 'Zoe', bossId: null } },
        orders: [{ amount: 1, productId: 1 }],
      });
    });

    it('rows of one kind, made in different ways, together', async () => {
      const em = shop.db.em.fork();
      create(em, 'Order', { amount: 1, customerId: ada['id'] });
      create(em, 'Order', { amount: 2, customer: { name: 'Eve' } });
      create(em, 'Order', { amount: 3 });
      create(em, 'Order', { amount: 4, customer: bob['id'] });
      await em.flush();
      expect((await orders()).map(({ amount, customerId }) => [amount, customerId])).toEqual([
        [1, 1],
        [2, 3],
        [3, null],
        [4, 2],
      ]);
      const all = await shop.find('Order', {}, [], em);
      all[0]!['customerId'] = bob['id'];
      all[1]!['customer'] = create(em, 'Customer', { name: 'Max' });
      all[2]!['customer'] = em.getReference(shop.db.entity('Customer'), ada['id'] as never);
      all[3]!['customerId'] = null;
      await em.flush();
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([2, 4, 1, null]);
    });

    it('a key that is required', async () => {
      const em = shop.db.em.fork();
      const book = create(em, 'Book', { isbn: 'b-1', title: 'Sea', chapters: [{ title: 'one' }] });
      const chapter = create(em, 'Chapter', { title: 'two', bookId: 'b-1' });
      await em.flush();
      expect(chapter['book']).toBe(book);
      const [found] = await shop.find('Book', { isbn: 'b-1' }, ['chapters']);
      expect(shownBy(found)['chapters']).toMatchObject([{ bookId: 'b-1' }, { bookId: 'b-1' }]);
      create(em, 'Chapter', { title: 'lost' });
      await expect(em.flush()).rejects.toThrow('bookId');
    });

    it('collections', async () => {
      const em = shop.db.em.fork();
      const [customer] = await shop.find('Customer', { name: 'Ada' }, ['orders', 'clubs', 'following'], em);
      customer!['orders'].add(create(em, 'Order', { amount: 1 }), create(em, 'Order', { amount: 2 }));
      customer!['clubs'].add(create(em, 'Club', { name: 'chess' }), create(em, 'Club', { name: 'go' }));
      customer!['following'].add(em.getReference(shop.db.entity('Customer'), bob['id'] as never));
      await em.flush();
      expect((await orders()).map(({ customerId }) => customerId as number)).toEqual([1, 1]);
      expect(await ada['clubs'].find()).toHaveLength(2);
      expect(await bob['fans'].find()).toMatchObject([{ name: 'Ada' }]);
      customer!['clubs'].remove(customer!['clubs'][0]);
      await em.flush();
      expect(await ada['clubs'].find()).toMatchObject([{ name: 'go' }]);
    });

    it('links of a collection that is not loaded', async () => {
      const em = shop.db.em.fork();
      const [customer] = await shop.find('Customer', { name: 'Ada' }, [], em);
      customer!['clubs'].add(create(em, 'Club', { name: 'chess' }));
      await em.flush();
      expect(await ada['clubs'].find()).toMatchObject([{ name: 'chess' }]);
    });

    it('the key of a relation to another property than the id', async () => {
      await shop.model('Shop').create({ code: 'x', city: 'Brno' });
      const em = shop.db.em.fork();
      const order = create(em, 'Order', { amount: 1, shopCode: 'x' });
      await em.flush();
      expect(await shop.find('Order', {}, ['shop'], em)).toMatchObject([{ shop: { city: 'Brno' } }]);
      order['shopCode'] = 'y';
      await em.flush();
      expect(await orders()).toMatchObject([{ shopCode: 'y' }]);
      expect(await shop.model('Shop').count()).toBe(1);
    });

    it('nothing for what was only read', async () => {
      await ada['clubs'].create({ name: 'chess' });
      await ada['orders'].create({ amount: 1, shopCode: 'nowhere' });
      const em = shop.db.em.fork();
      await shop.find('Customer', {}, ['orders.shop', 'clubs.members', 'boss', 'profile', 'photos'], em);
      await shop.find('Order', {}, [], em);
      expect(changesIn(em)).toEqual([]);
    });

    it('nothing after it has written', async () => {
      const em = shop.db.em.fork();
      const order = create(em, 'Order', { amount: 1, customer: { name: 'Eve', boss: { name: 'Max' } } });
      await em.flush();
      order['customerId'] = bob['id'];
      await em.flush();
      expect(changesIn(em)).toEqual([]);
    });
  });

  describe('a key that leads nowhere', () => {
    beforeEach(() => shop.model('Order').create({ amount: 1, customerId: 99 }));

    it('is still there, and the row is found', async () => {
      for (const strategy of ['joined', 'select-in'] as const) {
        const em = shop.db.em.fork();
        const [order] = (await em.find(
          shop.db.entity('Order'),
          {},
          {
            populate: ['customer'] as never,
            strategy,
          },
        )) as Row[];
        expect([order!['customerId'], order!['customer']]).toEqual([99, null]);
        order!['amount'] = 2;
        await em.flush();
        expect(await orders()).toMatchObject([{ amount: 2, customerId: 99 }]);
      }
    });

    it('can be emptied, and set to another', async () => {
      const em = shop.db.em.fork();
      const [order] = await shop.find('Order', {}, ['customer'], em);
      order!['customerId'] = null;
      await em.flush();
      expect(await orders()).toMatchObject([{ customerId: null }]);
      order!['customerId'] = ada['id'];
      await em.flush();
      expect(await orders()).toMatchObject([{ customerId: ada['id'] }]);
    });
  });

  describe('serialization', () => {
    it('shows relations only where they are loaded', async () => {
      await ada['orders'].create({ amount: 1 });
      const [order] = await shop.find('Order', {});
      expect(Object.keys(shownBy(order)).sort()).toEqual(['amount', 'customerId', 'id', 'productId', 'shopCode']);
      const columns = ['bossId', 'code', 'homeAddress', 'id', 'name', 'productIds'];
      expect(Object.keys(await shop.shown('Ada')).sort()).toEqual(columns);
    });

    it('hides hidden keys, loaded or not, and what else is hidden', async () => {
      await shop.model('Reader').create({ id: 'r', name: 'Ann' });
      await shop.model('Letter').create({ text: 'hello', readerId: 'r', pin: '1234' });
      const [bare] = await shop.find('Letter', {});
      const [full] = await shop.find('Letter', {}, ['reader']);
      for (const letter of [bare, full]) expect(shownBy(letter)).toEqual({ id: 1, text: 'hello' });
      expect([bare!['readerId'], full!['reader'].name]).toEqual(['r', 'Ann']);
      const [reader] = await shop.find('Reader', {}, ['letters']);
      expect(shownBy(reader)).toEqual({ id: 'r', name: 'Ann', letters: [{ id: 1, text: 'hello' }] });
    });
  });

  it('leaves out what MikroORM has no word for', () => {
    const { properties } = shop.db.orm.getMetadata().get(shop.db.entity('Customer'));
    for (const name of ['large', 'tags', 'favourites', 'home', 'places']) expect(properties).not.toHaveProperty(name);
    expect(shop.db.orm.getMetadata().get(shop.db.entity('Photo')).properties).not.toHaveProperty('subject');
    expect(shop.warnings).toEqual([]);
  });

  it('has relations on a MikroORM instance of the application, which goes on discovering', async () => {
    const { url } = shop.db.settings;
    const options = { entities: [], discovery: { warnWhenNoEntities: false } };
    const orm =
      database.name === 'postgresql'
        ? await PostgresOrm.init({ ...options, clientUrl: String(url) })
        : await SqliteOrm.init({ ...options, dbName: String(url).replace('sqlite:', '') });
    onTestFinished(() => orm.close(true));
    const app = createApplication({
      models: models as never,
      modelConfig: Object.fromEntries(
        models.map(({ name }) => [name, { dataSource: name === 'Address' ? null : 'db' }]),
      ) as never,
      dataSources: { db: { orm } },
      logger: { log: ignore, error: ignore, warn: ignore },
    });
    onTestFinished(() => app.close());
    await app.start();
    await ada['clubs'].create({ name: 'chess' });
    const db = app.dataSources['db']!;
    const [found] = await db.em.fork().find(db.entity('Customer'), { name: 'Ada' }, { populate: ['clubs'] as never });
    expect(shownBy(found)).toMatchObject({ clubs: [{ name: 'chess' }] });
    const own = new EntitySchema({
      name: 'Own',
      tableName: 'club',
      properties: { id: { type: 'number', primary: true } },
    });
    orm.discoverEntity(own);
    expect(await orm.em.fork().count(own, {})).toBe(1);
    expect(await db.em.fork().find(db.entity('Club'), {}, { populate: ['members'] as never })).toHaveLength(1);
  });
});

describe.each(testDatabases())('changed relations in MikroORM on $name', (database) => {
  let shop: Shop;
  let ada: Row;

  beforeEach(async () => {
    shop = new Shop(database);
    await shop.start();
    ada = await shop.model('Customer').create({ name: 'Ada', code: 'a' });
  });

  afterEach(() => shop.close());

  it('has no relation to a model of another data source, and none any more to one that goes there', async () => {
    const other = shop.app.dataSources['other']!;
    expect(other.orm.getMetadata().get(other.entity('Place')).properties).not.toHaveProperty('customer');
    expect(shop.db.orm.getMetadata().get(shop.db.entity('Customer')).properties).toHaveProperty('profile');
    shop.app.registry.getModel('Profile').attachTo(other);
    await other.autoupdate();
    expect(shop.db.orm.getMetadata().get(shop.db.entity('Customer')).properties).not.toHaveProperty('profile');
    expect(await shop.find('Customer', {})).toHaveLength(1);
    expect(() => shop.db.entity('Profile')).toThrow('The model "Profile" has no entity');
    const em = other.em.fork();
    await em.persist(em.create(other.entity('Profile'), { bio: 'x', customerId: 1 } as never)).flush();
    expect(await other.em.fork().find(other.entity('Profile'), {})).toMatchObject([{ bio: 'x', customerId: 1 }]);
  });

  it('knows relations that are made in code, also once it has been asked', async () => {
    const [customer, held] = [shop.app.registry.getModel('Customer'), shop.db.entity('Customer')];
    expect(await shop.find('Customer', {})).toHaveLength(1);
    const visit = shop.app.registry.createModel('Visit', { at: 'date' });
    shop.app.model(visit, { dataSource: 'db' });
    customer.hasMany(visit, { as: 'visits', foreignKey: 'guestId' });
    visit.belongsTo(customer, { as: 'guest', foreignKey: 'guestId' });
    await shop.db.autoupdate();
    await shop.model('Visit').create({ at: new Date(0), guestId: ada['id'] });
    expect(await shop.shown('Ada', 'visits', 'orders')).toMatchObject({ visits: [{ guestId: ada['id'] }], orders: [] });
    expect(await shop.find('Visit', {}, ['guest'])).toMatchObject([{ guest: { name: 'Ada' } }]);
    // An entity that was asked for before is still good.
    expect(await shop.db.em.fork().count(held, { visits: { guestId: ada['id'] } } as never)).toBe(1);
  });

  it('connects again', async () => {
    await ada['orders'].create({ amount: 1 });
    expect(await shop.shown('Ada', 'orders')).toMatchObject({ orders: [{ amount: 1 }] });
    await shop.db.disconnect();
    await shop.db.connect();
    expect(await shop.shown('Ada', 'orders')).toMatchObject({ orders: [{ amount: 1 }] });
  });
});

describe.each(testDatabases())('names of relations in MikroORM on $name', (database) => {
  it.each(['toJSON', 'constructor', 'a.b', '__meta', 'all:ref'])('does without %s, and tells so', async (name) => {
    const shop = new Shop(database);
    await shop.start([
      { name: 'Box', properties: { label: 'string' } },
      { name: 'Item', properties: { label: 'string' } },
    ]);
    try {
      const [box, item] = [shop.app.registry.getModel('Box'), shop.app.registry.getModel('Item')];
      box.hasMany(item, { as: 'items' });
      box.core.relations.set(name, { ...box.core.relations.get('items')!, name });
      shop.db.relationsChanged('Box');
      await shop.db.autoupdate();
      await shop.model('Box').create({ label: 'a' });
      const found = await shop.find('Box', {}, ['items']);
      expect(shownBy(found)).toEqual([{ id: 1, label: 'a', items: [] }]);
      expect(shop.warnings).toEqual([
        `Data source "db": MikroORM cannot have a relation with the name ${JSON.stringify(name)}: Box is without it there.`,
      ]);
    } finally {
      await shop.close();
    }
  });
});
