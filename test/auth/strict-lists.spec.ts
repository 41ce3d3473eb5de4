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
  useStrictApps,
  where,
} from './strict-app.js';

const ORDER = {
  name: 'Order',
  properties: { name: 'string', price: 'number', userId: 'number' },
  options: { remoting: { sharedMethods: { destroyAll: true } } },
  scopes: { cheap: { where: { price: { lt: 10 } } } },
  acls: OWNER_RULES,
};

const ROWS = [
  { name: 'apple', price: 1, userId: 1 },
  { name: 'brush', price: 2, userId: 2 },
  { name: 'clock', price: 30, userId: 1 },
  { name: 'dough', price: 4, userId: 2 },
  { name: 'stray', price: 5 },
];

describe.each(testDatabases())('lists under a rule for owners on $name', (database) => {
  const start = useStrictApps(database);

  async function shop(order: object = {}) {
    const app = await start({ models: [{ ...ORDER, ...order }] });
    const [ada, bob] = await app.users(2);
    if (ada === undefined || bob === undefined) throw new Error('There are no users');
    await app.fill('Order', ...ROWS);
    return { app, ada, bob };
  }

  const names = ({ body }: { body: unknown }) => (body as { name: string }[]).map(({ name }) => name);
  const stored = async (app: StrictApp) =>
    ((await app.model('Order').find({ order: 'id' })) as { name: string }[]).map(({ name }) => name);

  it('find shows the own rows, by one statement that has the condition inside', async () => {
    const { app, ada } = await shop();
    const sent = await app.statements('order', async () => {
      expect(names(await ada('get', '/Orders?filter[order]=name').expect(200))).toEqual(['apple', 'clock']);
    });
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatch(/WHERE .*["`]userid["`] = /);
  });

  it('findOne and count, too', async () => {
    const { app, bob } = await shop();
    const one = await app.statements('order', async () => {
      const { body } = await bob('get', `/Orders/findOne?${filter({ order: 'name' })}`).expect(200);
      expect(body.name).toBe('brush');
    });
    expect(one).toHaveLength(1);
    const counted = await app.statements('order', () => bob('get', '/Orders/count').expect(200, { count: 2 }));
    expect(counted).toHaveLength(1);
    await bob('get', `/Orders/findOne?${filter({ where: { name: 'apple' } })}`).expect(404);
    await bob('get', `/Orders/count?${where({ price: { lt: 3 } })}`).expect(200, { count: 1 });
  });

  it('updateAll changes the own rows only', async () => {
    const { app, ada } = await shop();
    const sent = await app.statements('order', () =>
      ada('post', `/Orders/update?${where({ price: { gt: 0 } })}`, { name: 'mine' }).expect(200, { count: 2 }),
    );
    expect(sent).toHaveLength(1);
    expect(await stored(app)).toEqual(['mine', 'brush', 'mine', 'dough', 'stray']);
  });

  it('updateAll without a where is refused as ever', async () => {
    const { app, ada } = await shop();
    await ada('post', '/Orders/update', { name: 'mine' }).expect(400);
    expect(await stored(app)).toEqual(['apple', 'brush', 'clock', 'dough', 'stray']);
  });

  it('destroyAll deletes the own rows only', async () => {
    const { app, ada } = await shop();
    const sent = await app.statements('order', () => ada('delete', '/Orders').expect(200, { count: 2 }));
    expect(sent).toHaveLength(1);
    expect(await stored(app)).toEqual(['brush', 'dough', 'stray']);
  });

  it('scopes of a name show and count the own rows', async () => {
    const { ada } = await shop();
    expect(names(await ada('get', '/Orders/cheap').expect(200))).toEqual(['apple']);
    await ada('get', '/Orders/cheap/count').expect(200, { count: 1 });
    await ada('post', '/Orders/cheap', { name: 'x', userId: 1 }).expect(401);
    await ada('delete', '/Orders/cheap').expect(401);
  });

  it('asks for hidden keys of owners as well, which a client cannot', async () => {
    const { ada, bob } = await shop({ hidden: ['userId'] });
    expect(names(await ada('get', '/Orders').expect(200))).toEqual(['apple', 'clock']);
    expect(names(await bob('get', `/Orders?${filter({ where: { userId: 1 } })}`).expect(200))).toEqual([
      'brush',
      'dough',
    ]);
    await bob('get', '/Orders/count').expect(200, { count: 2 });
    await bob('get', '/Orders/1').expect(401);
    await bob('get', '/Orders/2').expect(200);
  });

  it('refuses strangers, and those who are let in by no rule', async () => {
    const { app, ada } = await shop({ acls: [DENY_ALL, allow('$owner', ['find', 'count'])] });
    await app.stranger('get', '/Orders').expect(401);
    await app.stranger('get', '/Orders/count').expect(401);
    await ada('get', '/Orders').expect(200);
    await ada('get', '/Orders/findOne').expect(401);
    await ada('delete', '/Orders').expect(401);
    const robot = await app.withToken({ appId: 'robot' });
    await robot('get', '/Orders').expect(401);
  });

  it('shows everything to those whom another rule lets in', async () => {
    const { app, ada } = await shop({ acls: [...OWNER_RULES, allow('clerk')] });
    const role = await app.model('Role').create({ name: 'clerk' });
    await role.principals.create({ principalType: 'USER', principalId: '1' });
    expect(names(await ada('get', '/Orders').expect(200))).toHaveLength(5);
  });

  it('refuses what addresses neither a record nor a list', async () => {
    const { app, ada } = await shop();
    await ada('post', '/Orders', { name: 'x', userId: 1 }).expect(401);
    await ada('post', '/Orders', [{ name: 'x', userId: 1 }]).expect(401);
    await ada('post', `/Orders/upsertWithWhere?${where({ userId: 1, name: 'apple' })}`, { name: 'y' }).expect(401);
    await ada('patch', '/Orders', { name: 'x', userId: 1 }).expect(401);
    await ada('put', '/Orders', { name: 'x', userId: 1 }).expect(401);
    await ada('post', '/Orders/replaceOrCreate', { name: 'x' }).expect(401);
    expect(await stored(app)).toEqual(['apple', 'brush', 'clock', 'dough', 'stray']);
  });

  it('narrows what a script has put in the place of find, and breaks where that copies the filter as JSON', async () => {
    const { app, ada } = await shop();
    const Order = app.model('Order');
    const find = Order.find;
    Order.find = (asked: object, options: object, done: (error: unknown, rows?: unknown) => void) =>
      find.call(Order, { ...asked, order: 'name DESC' }, options, done);
    expect(names(await ada('get', '/Orders').expect(200))).toEqual(['clock', 'apple']);
    Order.find = (asked: object, options: object, done: (error: unknown, rows?: unknown) => void) =>
      find.call(Order, JSON.parse(JSON.stringify(asked)) as object, options, done);
    await ada('get', '/Orders').expect(400);
  });

  it('narrows what remote hooks have seen, whatever they add', async () => {
    const { app, ada } = await shop();
    const seen: string[] = [];
    app
      .model('Order')
      .beforeRemote('find', (context: { args: { filter: object }; options: object }, _: unknown, next: () => void) => {
        seen.push(JSON.stringify(context.args), JSON.stringify(context.options));
        context.args.filter = { ...context.args.filter, order: 'name DESC' };
        next();
      });
    expect(names(await ada('get', '/Orders').expect(200))).toEqual(['clock', 'apple']);
    expect(seen).toHaveLength(2);
  });
});

describe.each(testDatabases())('what a client asks of a narrowed list on $name', (database) => {
  let ada: Ask;
  shareStrictApp(database, { models: [ORDER] }, async (app) => {
    [ada = app.stranger] = await app.users(2);
    await app.fill('Order', ...ROWS);
  });
  const names = ({ body }: { body: unknown }) => (body as { name: string }[]).map(({ name }) => name);

  it.each<object>([
    { where: { or: [{ userId: 2 }, { name: { neq: '' } }] } },
    { where: { userId: 2 } },
    { where: { or: [{ userId: 1 }, { userId: 2 }, {}] } },
    { where: { and: [{ or: [{ id: 2 }, { id: 4 }] }] } },
    { where: { nor: [{ userId: 1 }] } },
    { where: { userId: { neq: 1 } } },
    { where: {}, limit: 100, skip: 0, order: ['userId DESC', 'price'] },
    { fields: ['name'], order: 'name DESC' },
    { fields: { userId: false } },
    { where: { and: [] } },
    { where: null },
  ])('cannot undo it by $0', async (asked) => {
    const { body } = await ada('get', `/Orders?${filter(asked)}`).expect(200);
    for (const { name } of body as { name: string }[]) expect(['apple', 'clock']).toContain(name);
  });

  it.each([
    'filter[where][or][0][userId]=2&filter[where][or][1][userId]=1',
    'filter[where][userId]=2',
    'filter={"where":{"userId":2}}',
    'filter={"where":{"userId":1}}&filter={"where":{"userId":2}}',
    'filter[]={"where":{"userId":2}}',
    'filter[0][where][userId]=2',
    'filter[and][0][userId]=2',
    'filter=',
    'filter=null',
    'filter[where]=',
    'filter[where][and]=',
    'filter[where]={"userId":2}',
    'where={"userId":2}',
    'filter={"__proto__":{"where":{"userId":2}}}',
    'filter={"where":{"and":{"0":{"userId":2}}}}',
    'filter={"where":{"toJSON":1}}',
    'id=2&userId=2',
  ])('cannot undo it by the spelling %s', async (query) => {
    const { status, body } = await ada('get', `/Orders?${encodeURI(query)}`);
    expect([200, 400]).toContain(status);
    if (status === 200) for (const { name } of body as { name: string }[]) expect(['apple', 'clock']).toContain(name);
  });

  it('cannot undo it by a filter in a header or a body', async () => {
    const all = JSON.stringify({ where: { userId: 2 } });
    expect(names(await ada('get', '/Orders').set('filter', all).expect(200))).toEqual([]);
    expect(names(await ada('get', '/Orders', { filter: { where: { userId: 2 } } }).expect(200))).toEqual([]);
  });
});
