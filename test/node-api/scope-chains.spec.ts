import { beforeEach, describe, expect, it, vi } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { calledBack } from './use-data-source.js';
import { useModels } from './use-models.js';

type Related = any;

const definitions = [
  {
    name: 'Customer',
    properties: { name: 'string' },
    relations: {
      orders: { type: 'hasMany', model: 'Order' },
      tags: { type: 'hasAndBelongsToMany', model: 'Tag' },
      marks: { type: 'referencesMany', model: 'Tag' },
      phones: { type: 'embedsMany', model: 'Phone' },
    },
  },
  {
    name: 'Order',
    properties: { no: 'number', isOpen: 'boolean', paid: 'boolean' },
    scopes: {
      open: { where: { isOpen: true }, order: 'no DESC' },
      due: { where: { paid: false } },
      find: { where: { no: 0 } },
    },
  },
  { name: 'Tag', properties: { word: 'string', colour: 'string' }, scopes: { red: { where: { colour: 'red' } } } },
  {
    name: 'Phone',
    base: 'Model',
    properties: { id: { type: 'number', id: true }, no: 'string', isOld: 'boolean' },
    scopes: { old: { where: { isOld: true } } },
  },
];

describe.each(testDatabases())('chains of scopes on $name', (database) => {
  const models = useModels(database, definitions);
  let ada: Related;
  let Order: Related;

  beforeEach(async () => {
    Order = models.model('Order');
    const [first, second] = await models.model('Customer').create([{ name: 'Ada' }, { name: 'Bo' }]);
    ada = first;
    await ada.orders.create([
      { no: 1, isOpen: true, paid: false },
      { no: 2, isOpen: true, paid: true },
      { no: 3, isOpen: false, paid: false },
    ]);
    await (second as Related).orders.create({ no: 4, isOpen: true, paid: false });
  });

  const numbers = (orders: readonly { no: number }[]) => orders.map(({ no }) => no);

  it('narrow the related instances of one', async () => {
    expect(numbers(await ada.orders.open())).toEqual([2, 1]);
    expect(numbers(await ada.orders.open.find({ where: { paid: true } }))).toEqual([2]);
    expect(await ada.orders.open.count()).toBe(2);
    expect(await ada.orders.open.count({ paid: false })).toBe(1);
    expect(await ada.orders.open.findOne()).toMatchObject({ no: 2 });
    expect(await calledBack((callback) => ada.orders.open(callback))).toMatchObject([null, [{ no: 2 }, { no: 1 }]]);
    expect(await calledBack((callback) => ada.orders.open.count(callback))).toEqual([null, 2]);
  });

  it('narrow one another, in any order', async () => {
    expect(numbers(await ada.orders.open.due())).toEqual([1]);
    expect(numbers(await ada.orders.due.open.find())).toEqual([1]);
    expect(numbers(await Order.open.due())).toEqual([4, 1]);
    expect(await Order.due.open.count({ no: { lt: 4 } })).toBe(1);
    Order.scope('late', { where: { no: { gte: 3 } } });
    expect(await Order.open.late.count()).toBe(1);
    expect(await ada.orders.due.late.count()).toBe(1);
  });

  it('give what is made in them their values, and the key', async () => {
    const made = await ada.orders.open.due.create({ no: 5 });
    expect(made).toMatchObject({ no: 5, isOpen: true, paid: false, customerId: ada.id });
    expect(ada.orders.open.build({ no: 6 })).toMatchObject({ no: 6, isOpen: true, customerId: ada.id });
    expect(await Order.open.due.create([{ no: 7 }, { no: 8 }])).toMatchObject([{ no: 7, isOpen: true }, { no: 8 }]);
  });

  it('change, delete and find nothing else', async () => {
    expect(await ada.orders.open.updateAll({ paid: true })).toEqual({ count: 2 });
    expect(await ada.orders.open.updateAll({ no: 1 }, { no: 10 })).toEqual({ count: 1 });
    expect(await Order.open.updateAll({ paid: false }, { no: 40 })).toEqual({ count: 1 });
    expect(await Order.open.findById(3)).toBeNull();
    expect(await ada.orders.open.destroyAll({ no: 10 })).toEqual({ count: 1 });
    expect(numbers(await Order.find({ order: 'no' }))).toEqual([2, 3, 40]);
    await expect(ada.orders.open.destroyAll({ nothing: 1 })).rejects.toMatchObject({ statusCode: 400 });
    await expect(ada.orders.open.updateAll({ nothing: 1 }, { no: 1 })).rejects.toMatchObject({ statusCode: 400 });
    expect(await Order.count()).toBe(3);
  });

  it('do not take the place of a function', async () => {
    expect(numbers(await ada.orders.find({ order: 'no' }))).toEqual([1, 2, 3]);
    expect(numbers(await Order.open.find({ order: 'no' }))).toEqual([1, 2, 4]);
  });

  describe('over links', () => {
    beforeEach(() => ada.tags.create([{ word: 'a', colour: 'red' }, { word: 'b', colour: 'blue' }])); // prettier-ignore

    it('are about what they lead to, and unlink', async () => {
      expect(await ada.tags.red()).toMatchObject([{ word: 'a' }]);
      expect(await ada.tags.red.count()).toBe(1);
      expect(await ada.tags.red.create({ word: 'c' })).toMatchObject({ colour: 'red' });
      expect(await ada.tags.red.updateAll({ word: 'd' })).toEqual({ count: 2 });
      await expect(ada.tags.red.destroyAll({ nothing: 1 })).rejects.toMatchObject({ statusCode: 400 });
      expect(await ada.tags.red.destroyAll()).toEqual({ count: 2 });
      expect([await ada.tags.count(), await models.model('Tag').count()]).toEqual([1, 3]);
    });
  });

  it('work for lists of keys, and for embedded ones', async () => {
    await ada.marks.create([
      { word: 'a', colour: 'red' },
      { word: 'b', colour: 'blue' },
    ]);
    expect([await ada.marks.red.count(), await ada.marks.count()]).toEqual([1, 2]);
    expect(await ada.marks.red.updateAll({ word: 'z' })).toEqual({ count: 1 });
    expect(await ada.marks.red.destroyAll()).toEqual({ count: 1 });
    expect(await ada.marks.find()).toMatchObject([{ word: 'b' }]);
    await ada.phones.create([
      { no: '1', isOld: true },
      { no: '2', isOld: false },
    ]);
    expect(await ada.phones.old.find()).toMatchObject([{ no: '1' }]);
    expect(await ada.phones.old.destroyAll()).toEqual({ count: 1 });
    expect(await ada.phones.find()).toMatchObject([{ no: '2' }]);
  });

  it('send the hooks with the options of the call, and belong to a transaction', async () => {
    const seen = vi.fn<(options: unknown) => void>();
    Order.observe('access', (context: { options: unknown }) => seen(context.options));
    await ada.orders.open.count({}, { mine: 1 });
    await Order.open.due({}, { mine: 2 });
    Order.clearObservers('access');
    expect(seen.mock.calls).toMatchObject([[{ mine: 1 }], [{ mine: 2 }]]);
    const run = models.db.transaction(async (bound) => {
      const own: Related = await (bound['Customer'] as Related).findById(ada.id);
      await own.orders.open.due.create({ no: 9 });
      expect(await (bound['Order'] as Related).open.due.count()).toBe(3);
      await own.orders.open.destroyAll();
      throw new Error('back');
    });
    await expect(run).rejects.toThrow('back');
    expect(await Order.count()).toBe(4);
  });
});

describe.each(testDatabases())('a where of what a relation changes or deletes, on $name', (database) => {
  const models = useModels(database, definitions);

  it.each(['orders', 'tags', 'marks'])('names properties that there are: %s', async (name) => {
    const owner: Related = await models.model('Customer').create({ name: 'Ada' });
    await owner[name].create([{}, {}]);
    await expect(owner[name].destroyAll({ nothing: 1 })).rejects.toMatchObject({ statusCode: 400 });
    if ('updateAll' in owner[name])
      await expect(owner[name].updateAll({ nothing: 1 }, {})).rejects.toMatchObject({ statusCode: 400 });
    expect(await owner[name].count()).toBe(2);
  });

  it('finds no embedded value by a property that none of them has', async () => {
    const owner: Related = await models.model('Customer').create({ name: 'Ada' });
    await owner.phones.create([{}, {}]);
    expect(await owner.phones.destroyAll({ nothing: 1 })).toEqual({ count: 0 });
    expect(await owner.phones.count()).toBe(2);
  });

  it('may be left out, and never leads to what is not related', async () => {
    const Customer = models.model('Customer');
    const [ada, bo] = (await Customer.create([{ name: 'Ada' }, { name: 'Bo' }])) as Related[];
    for (const name of ['orders', 'tags', 'marks'])
      for (const owner of [ada, bo]) await owner[name].create(name === 'orders' ? { no: 1 } : { word: 'a' });
    const changes = { orders: { no: 2 }, tags: { word: 'b' }, marks: { word: 'b' } };
    for (const [name, change] of Object.entries(changes)) {
      expect(await ada[name].updateAll(change)).toEqual({ count: 1 });
      expect(await ada[name].updateAll(change, {}, {})).toEqual({ count: 1 });
      expect(await bo[name].find()).toMatchObject([name === 'orders' ? { no: 1 } : { word: 'a' }]);
    }
    await expect(ada.orders.updateAll({ customerId: bo.id })).rejects.toMatchObject({ statusCode: 400 });
  });
});
