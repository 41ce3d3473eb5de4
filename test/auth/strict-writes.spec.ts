import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { allow, type Ask, OWNER_RULES, type StrictModel, useStrictApps, where } from './strict-app.js';

const belongsTo = (model: string, more: object = {}) => ({ type: 'belongsTo', model, ...more });

describe.each(testDatabases())('writes of owners on $name', (database) => {
  const start = useStrictApps(database);

  async function notes(note: object, rows: readonly object[], models: readonly StrictModel[] = []) {
    const app = await start({ models: [{ name: 'Note', acls: OWNER_RULES, ...note }, ...models] });
    const [ada = app.stranger, bob = app.stranger] = await app.users(2);
    await app.fill('Note', ...rows);
    const row = async (id: number) =>
      JSON.parse(JSON.stringify(await app.model('Note').findById(id))) as Record<string, unknown>;
    return { app, ada, bob, row };
  }

  /** All ways to write values into the note 1. */
  const writes = (ask: Ask): Readonly<Record<string, (data: object) => ReturnType<Ask>>> => ({
    patch: (data) => ask('patch', '/Notes/1', data),
    upsert: (data) => ask('patch', '/Notes', { id: 1, ...data }),
    replace: (data) => ask('put', '/Notes/1', data),
    replaceByPost: (data) => ask('post', '/Notes/1/replace', data),
    replaceOrCreate: (data) => ask('put', '/Notes', { id: 1, ...data }),
    replaceOrCreateByPost: (data) => ask('post', '/Notes/replaceOrCreate', { id: 1, ...data }),
    updateAll: (data) => ask('post', `/Notes/update?${where({ id: 1 })}`, data),
  });
  const WAYS = Object.keys(writes(() => undefined as never));

  describe.each(WAYS)('%s', (way) => {
    const write = (ask: Ask, data: object) => {
      const run = writes(ask)[way];
      if (run === undefined) throw new Error(way);
      return run(data);
    };
    const isWhole = way.startsWith('replace');

    it('keeps a row with its owner, and gives it to nobody else', async () => {
      const { ada, row } = await notes({ properties: { text: 'string', userId: 'number' } }, [
        { text: 'a', userId: 1 },
      ]);
      await write(ada, { text: 'b', userId: 1 }).expect(200);
      await write(ada, { text: 'b', userId: '1' }).expect(200);
      for (const userId of [2, '2', null, 0, '', { neq: 1 }, [2], false])
        await write(ada, { text: 'c', userId }).expect(401);
      expect(await row(1)).toEqual({ id: 1, text: 'b', userId: 1 });
      // What is read as the number 1 is stored as such.
      for (const userId of [[1], true]) await write(ada, { text: 'b', userId });
      expect(await row(1)).toEqual({ id: 1, text: 'b', userId: 1 });
      // What is replaced as a whole has no owner where none is named.
      await write(ada, { text: 'd' }).expect(isWhole ? 401 : 200);
    });

    it("takes nothing that is another's", async () => {
      const { bob, row } = await notes({ properties: { text: 'string', userId: 'number' } }, [
        { text: 'a', userId: 1 },
      ]);
      const { status, body } = await write(bob, { text: 'b', userId: 2 });
      if (way === 'updateAll') expect(body).toEqual({ count: 0 });
      else expect(status).toBe(401);
      expect(await row(1)).toMatchObject({ text: 'a', userId: 1 });
    });

    it('looks at the key that an object under the name of the relation stands for', async () => {
      const { ada, row } = await notes({ properties: { text: 'string' }, relations: { writer: belongsTo('User') } }, [
        { writerId: 1 },
      ]);
      await write(ada, { text: 'b', writer: { id: 2 } });
      expect(await row(1)).toMatchObject({ writerId: 1 });
      await write(ada, { text: 'b', writerId: 2 }).expect(401);
      await write(ada, { text: 'b', writer: { id: 1 }, writerId: 2 }).expect(401);
      await write(ada, { text: 'b', writerId: 1 }).expect(200);
      expect(await row(1)).toMatchObject({ writerId: 1, text: 'b' });
    });

    it('knows the property that decides', async () => {
      const properties = { userId: 'number', owner: 'number' };
      const { ada, row } = await notes(
        { properties, relations: { writer: belongsTo('User'), reader: belongsTo('User') } },
        [{ owner: 1, writerId: 2 }],
      );
      await write(ada, { owner: 1, readerId: 2 }).expect(200);
      await write(ada, { owner: 1, userId: 2 }).expect(401);
      await write(ada, { owner: 2 }).expect(401);
      expect(await row(1)).toMatchObject({ owner: 1 });
    });

    it('follows the path of owners', async () => {
      const order: StrictModel = { name: 'Order', relations: { customer: belongsTo('User') } };
      const note = {
        properties: { text: 'string' },
        relations: { order: belongsTo('Order'), user: belongsTo('User') },
        ownerPath: 'order.customer',
      };
      const { app, ada, row } = await notes(note, [{ orderId: 1 }], [order]);
      await app.fill('Order', { customerId: 1 }, { customerId: 2 }, { customerId: 1 }, {});
      await write(ada, { text: 'b', orderId: 3 }).expect(200);
      for (const orderId of [2, 4, 99, null, { gt: 0 }]) await write(ada, { text: 'c', orderId }).expect(401);
      await write(ada, { text: 'd', orderId: 1, userId: 2 }).expect(200);
      expect(await row(1)).toMatchObject({ orderId: 1, text: 'd' });
    });

    it('looks at the type of a polymorphic owner as well', async () => {
      const properties = { text: 'string', holderId: 'number', holderType: 'string' };
      const { ada, row } = await notes(
        { properties, relations: { holder: { type: 'belongsTo', polymorphic: true } } },
        [{ holderId: 1, holderType: 'User' }],
      );
      await write(ada, { holderId: 1, holderType: 'Note' }).expect(401);
      await write(ada, { holderId: 2, holderType: 'User' }).expect(401);
      await write(ada, { text: 'b', holderId: 1, holderType: 'User' }).expect(200);
      expect(await row(1)).toMatchObject({ holderType: 'User', text: 'b' });
    });

    it('leaves it to those whom another rule lets in', async () => {
      const { bob } = await notes(
        {
          properties: { text: 'string', userId: 'number' },
          acls: [
            ...OWNER_RULES,
            allow('$authenticated', [
              'patchAttributes',
              'patchOrCreate',
              'replaceById',
              'replaceOrCreate',
              'updateAll',
            ]),
          ],
        },
        [{ text: 'a', userId: 1 }],
      );
      await write(bob, { text: 'b', userId: 2 }).expect(200);
    });
  });

  it('one of several owners may take in another, as long as he stays one', async () => {
    const note = {
      properties: { text: 'string' },
      relations: { buyer: belongsTo('User'), seller: belongsTo('User') },
      ownerRelations: true,
    };
    const { ada, bob } = await notes(note, [{ buyerId: 1 }, { sellerId: 1 }]);
    await ada('patch', '/Notes/1', { buyerId: 2 }).expect(401);
    await ada('patch', '/Notes/1', { sellerId: 2 }).expect(200);
    await bob('patch', '/Notes/1', { buyerId: 2 }).expect(200);
    await ada('get', '/Notes/1').expect(401);
    await ada('post', `/Notes/update?${where({ id: 2 })}`, { buyerId: 2 }).expect(401);
    await ada('post', `/Notes/update?${where({ id: 2 })}`, { buyerId: 1 }).expect(200, { count: 1 });
  });

  it('makes no row under a rule for owners alone: no record is addressed', async () => {
    const { ada, app } = await notes({ properties: { userId: 'number' } }, []);
    await ada('post', '/Notes', { userId: 1 }).expect(401);
    await ada('post', '/Notes', [{ userId: 1 }]).expect(401);
    await ada('patch', '/Notes', { userId: 1 }).expect(401);
    await ada('put', '/Notes', { id: 7, userId: 1 }).expect(401);
    await ada('post', `/Notes/upsertWithWhere?${where({ userId: 1 })}`, { userId: 1 }).expect(401);
    await ada('post', `/Notes/upsertWithWhere?${where({ id: 1 })}`, { id: 1, userId: 1 }).expect(401);
    expect(await app.model('Note').count()).toBe(0);
  });

  it('a user changes himself, whatever relations to users he has', async () => {
    const reader: StrictModel = {
      name: 'Reader',
      base: 'User',
      relations: { friend: belongsTo('Reader') },
      acls: [allow('$owner', ['updateAll', 'patchAttributes'])],
    };
    const app = await start({ models: [reader] });
    const [ada = app.stranger] = await app.users(2, 'Reader');
    await ada('patch', '/Readers/1', { friendId: 2 }).expect(200);
    await ada('patch', '/Readers/2', { friendId: 1 }).expect(401);
    await ada('post', `/Readers/update?${where({ id: { gt: 0 } })}`, { username: 'x' }).expect(200, { count: 1 });
    expect((await app.model('Reader').findById(2)).username).toBeFalsy();
  });

  it('deletes what is the own, one by one', async () => {
    const { ada, app } = await notes({ properties: { userId: 'number' } }, [{ userId: 1 }, { userId: 2 }]);
    await ada('delete', '/Notes/2').expect(401);
    await ada('delete', '/Notes/1').expect(200, { count: 1 });
    expect(await app.model('Note').count()).toBe(1);
  });
});
