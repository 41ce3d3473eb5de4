import { type AnyModel, DataSource, type ModelClass, Restriction, subqueryOf, type Where } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { useDataSource } from './use-data-source.js';

describe.each(testDatabases())('subqueries and restrictions on $name', (database) => {
  const test = useDataSource(database);
  let Order: ModelClass<Record<string, unknown>> & AnyModel;
  let Item: ModelClass<Record<string, unknown>> & AnyModel;

  beforeEach(async () => {
    Order = test.db.define('Order', { buyer: 'string', secret: 'string' }, { hidden: ['secret'] }) as never;
    Item = test.db.define('Item', { orderId: 'number', orderText: 'string', name: 'string' }) as never;
    await test.db.automigrate();
    const [first, second] = (await Order.create([
      { buyer: 'ada', secret: 'x' },
      { buyer: 'bob', secret: 'y' },
    ])) as unknown as { id: number }[];
    await Item.create([
      { name: 'apple', orderId: first?.id, orderText: String(first?.id) },
      { name: 'brush', orderId: second?.id, orderText: String(second?.id) },
      { name: 'stray' },
    ]);
  });

  const namesOf = async (where: object, options: Record<string, unknown> = {}) =>
    (await Item.find({ where, order: 'name' } as never, options)).map(({ name }) => name);

  it('finds rows by what rows of another model have', async () => {
    expect(await namesOf({ orderId: { inq: subqueryOf(Order, 'id', { buyer: 'ada' }) } })).toEqual(['apple']);
    expect(await namesOf({ orderId: { inq: subqueryOf(Order, 'id') } })).toEqual(['apple', 'brush']);
  });

  it('compares a text with a number as text', async () => {
    expect(await namesOf({ orderText: { inq: subqueryOf(Order, 'id', { buyer: 'bob' }) } })).toEqual(['brush']);
  });

  it('nests, counts, changes and deletes', async () => {
    const ofAda: Where = {
      orderId: { inq: subqueryOf(Order, 'id', { id: { inq: subqueryOf(Order, 'id', { buyer: 'ada' }) } }) },
    };
    expect(await Item.count(ofAda)).toBe(1);
    expect(await Item.updateAll(ofAda, { name: 'pear' })).toEqual({ count: 1 });
    expect(await Item.destroyAll(ofAda)).toEqual({ count: 1 });
    expect(await namesOf({})).toEqual(['brush', 'stray']);
  });

  it('asks for hidden properties where a client may not', async () => {
    const rest = { prohibitHiddenPropertiesInQuery: true };
    const find = (where: object) => Order.find({ where } as never, rest);
    expect(await find({ secret: 'x' })).toHaveLength(2);
    expect(await find({ and: [new Restriction({ secret: 'x' }), { secret: 'y' }] })).toHaveLength(1);
    // Observers see the where without what may not be asked for.
    Order.observe('access', async () => undefined);
    expect(await find({ and: [new Restriction({ secret: 'x' }), { buyer: 'bob' }] })).toEqual([]);
    expect(await namesOf({ orderId: { inq: subqueryOf(Order, 'id', { secret: 'y' }) } }, rest)).toEqual(['brush']);
  });

  it('refuses properties that are not there, rather than leaving them out', async () => {
    await expect(Order.find({ where: { and: [new Restriction({ owner: 1 })] } } as never)).rejects.toMatchObject({
      code: 'UNKNOWN_PROPERTY',
    });
    await expect(namesOf({ orderId: { inq: subqueryOf(Order, 'number') } })).rejects.toMatchObject({
      code: 'UNKNOWN_PROPERTY',
    });
    await expect(namesOf({ orderId: { inq: subqueryOf(Order, 'id'), neq: 1 } })).rejects.toThrow(TypeError);
  });

  it('refuses a model of another data source', async () => {
    const other = new DataSource('other', { connector: 'memory' });
    const Far = other.define('Far', { name: 'string' });
    await expect(namesOf({ orderId: { inq: subqueryOf(Far, 'id') } })).rejects.toThrow(/two data sources/);
    await other.disconnect();
  });
});
