import { createApplication, PreparedFind, subqueryOf } from '@loopnest/models';
import { afterEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';

describe.each(testDatabases())('PreparedFind on $name', (database) => {
  const ends: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function shop() {
    const { url, drop } = await database.create();
    ends.unshift(drop);
    const app = createApplication({
      dataSources: { db: { connector: database.name, url } },
      models: [
        { name: 'Order', properties: { isOpen: 'boolean' } },
        { name: 'Item', properties: { sku: 'string', orderId: 'number', made: 'date' }, hidden: ['made'] },
      ] as never,
      modelConfig: { Order: { dataSource: 'db', public: false }, Item: { dataSource: 'db', public: false } },
      logger: { log: () => undefined, warn: () => undefined, error: () => undefined },
    });
    ends.unshift(() => app.close());
    await app.start();
    await app.dataSources['db']?.automigrate();
    const model = (name: string): any => app.registry.getModel(name);
    const [Item, Order] = [model('Item'), model('Order')];
    await Order.create([{ isOpen: true }, { isOpen: false }]);
    const made = new Date(0);
    for (const [sku, orderId] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['c', 3],
    ])
      await Item.create({ sku, orderId, made });
    return { Item, Order };
  }

  it('finds instances by values, within subqueries', async () => {
    const { Item, Order } = await shop();
    const all = new PreparedFind(Item, 'sku');
    const open = new PreparedFind(Item, 'sku', { orderId: subqueryOf(Order, 'id', { isOpen: true }) });
    const ids = async (find: PreparedFind, ...values: string[]) =>
      (await find.find(values)).map((item) => (item as { id: number }).id).toSorted((a, b) => a - b);
    for (let round = 0; round < 3; round++) {
      expect(await ids(all, 'a')).toEqual([1, 3]);
      expect(await ids(all, 'a', 'c')).toEqual([1, 3, 4]);
      expect(await ids(open, 'a')).toEqual([1]);
      expect(await ids(open, 'a', 'b')).toEqual([1, 2]);
      expect(await ids(open, 'c')).toEqual([]);
      expect(await ids(all, "x' OR '1'='1", 'a\u0000')).toEqual([]);
    }
    const [item] = await all.find(['b']);
    expect(item).toBeInstanceOf(Item);
    expect(item).toMatchObject({ sku: 'b', orderId: 1, made: new Date(0) });
  });

  it('follows its models as they change', async () => {
    const { Item } = await shop();
    const bySku = new PreparedFind(Item, 'sku');
    expect(await bySku.find(['b'])).toHaveLength(1);
    Item.defineProperty('color', { type: 'string', default: 'red' });
    await Item.dataSource.autoupdate();
    await Item.create({ sku: 'b', color: 'blue' });
    const found = (await bySku.find(['b'])) as { color: string }[];
    expect(found.map(({ color }) => color).toSorted()).toEqual(['blue', 'red']);
  });

  it('refuses a property that is not there', async () => {
    const { Item } = await shop();
    await expect(new PreparedFind(Item, 'colour').find(['a'])).rejects.toThrow('Item has no property colour');
  });
});
