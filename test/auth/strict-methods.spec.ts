import {
  type Application,
  getApplicationToken,
  ModelController,
  ModelsModule,
  PersistedModelController,
} from '@loopnest/models';
import { AuthModule } from '@loopnest/auth';
import { Get } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { ask as askHost, useHosts } from '../nest/hosts.js';
import { testDatabases } from '../support/databases.js';
import {
  allow,
  createStrictApp,
  DENY_ALL,
  filter,
  OWNER_RULES,
  type StrictModel,
  useStrictApps,
} from './strict-app.js';

const NOTE: StrictModel = { name: 'Note', properties: { text: 'string', userId: 'number' }, acls: OWNER_RULES };

const TRACKED: StrictModel = {
  ...NOTE,
  properties: { ...(NOTE['properties'] as object), id: { type: 'string', id: true, defaultFn: 'guid' } },
  trackChanges: true,
  enableRemoteReplication: true,
};

const ALL_OF_REPLICATION = [
  ['get', '/Notes/changes?since=0', 'changes'],
  ['post', '/Notes/diff', 'diff'],
  ['post', '/Notes/create-updates', 'createUpdates'],
  ['post', '/Notes/bulk-update', 'bulkUpdate'],
] as const;

describe.each(testDatabases())('methods that reach all rows on $name', (database) => {
  const start = useStrictApps(database);

  it.each([
    ['only owners may see them', OWNER_RULES, 401],
    ['streams are open, but only owners may see rows', [...OWNER_RULES, allow('$everyone', 'createChangeStream')], 401],
    ['streams are open, but nobody may see rows', [DENY_ALL, allow('$everyone', 'createChangeStream')], 401],
    ['everything is open', [allow('$everyone')], 200],
  ])('tells of changes to rows where %s: %#', async (_, acls, status) => {
    const app = await start({ models: [{ ...NOTE, acls }] });
    const [ada = app.stranger] = await app.users(1);
    for (const verb of ['get', 'post'] as const) {
      const request = ada(verb, '/Notes/change-stream')
        .buffer(false)
        .parse((res, done) => {
          (res as unknown as { destroy(): void }).destroy();
          done(null, undefined);
        });
      const answered = await request.then(
        ({ status: found }) => found,
        ({ status: found }: { status?: number }) => found ?? 200,
      );
      expect(answered).toBe(status);
    }
  });

  it.each(ALL_OF_REPLICATION)('%s %s is refused where only owners may see or change rows', async (verb, path, name) => {
    for (const acls of [OWNER_RULES, [...OWNER_RULES, allow('$everyone', name)]]) {
      const app = await start({ models: [{ ...TRACKED, acls }] });
      const [ada = app.stranger] = await app.users(1);
      await app.fill('Note', { text: 'of bob', userId: 2 });
      const answer = await ada(
        verb,
        path,
        verb === 'post' ? (name === 'bulkUpdate' ? { updates: [] } : []) : undefined,
      );
      expect(answer.status).toBe(401);
    }
  });

  it('replicates where everything is open', async () => {
    const app = await start({ models: [{ ...TRACKED, acls: [allow('$everyone')] }] });
    await app.fill('Note', { text: 'x', userId: 2 });
    await app.stranger('get', '/Notes/changes?since=0').expect(200);
    await app.stranger('post', '/Notes/bulk-update', { updates: [] }).expect(204);
  });

  it("the change of a row is its owner's", async () => {
    const app = await start({ models: [TRACKED] });
    const [ada = app.stranger] = await app.users(2);
    await app.fill('Note', { id: 'a', userId: 1 }, { id: 'b', userId: 2 });
    await ada('get', '/Notes/a/changes/last').expect(200);
    await ada('get', '/Notes/b/changes/last').expect(401);
    await ada('put', '/Notes/b/changes/last', { rev: 'x' }).expect(401);
  });
});

describe.each(testDatabases())('methods of the application on $name', (database) => {
  const start = useStrictApps(database);

  const SHOP: StrictModel = {
    name: 'Shop',
    properties: { name: 'string' },
    relations: {
      notes: { type: 'hasMany', model: 'Note', foreignKey: 'shopId' },
      seals: { type: 'hasMany', model: 'Seal', foreignKey: 'shopId' },
    },
  };
  const SEAL: StrictModel = { name: 'Seal', acls: [DENY_ALL] };

  async function shop(takesOptions: boolean) {
    const app = await start({
      models: [SHOP, NOTE, SEAL],
      prepare: ({ registry }) => {
        const Shop = registry.getModel('Shop') as any;
        Shop.search = takesOptions
          ? (asked: object, options: object) => Shop.find(asked, options)
          : (asked: object) => Shop.find(asked);
        Shop.remoteMethod('search', {
          accepts: [
            { arg: 'filter', type: 'object', http: { source: 'query' } },
            ...(takesOptions ? [{ arg: 'options', type: 'object', http: 'optionsFromRequest' }] : []),
          ],
          returns: { arg: 'rows', type: 'array', root: true },
          http: { verb: 'get', path: '/search' },
        });
      },
    });
    const [ada = app.stranger] = await app.users(2);
    await app.fill('Shop', { name: 'mill' });
    await app.fill('Note', { text: 'of ada', userId: 1, shopId: 1 }, { text: 'of bob', userId: 2, shopId: 1 });
    await app.fill('Seal', { shopId: 1 });
    return { app, ada };
  }

  it('narrow what a filter includes, where they pass on the options of the request', async () => {
    const { ada } = await shop(true);
    const { body } = await ada('get', `/Shops/search?${filter({ include: 'notes' })}`).expect(200);
    expect(JSON.stringify(body)).toMatch(/of ada/);
    expect(JSON.stringify(body)).not.toMatch(/of bob/);
    await ada('get', `/Shops/search?${filter({ include: 'seals' })}`).expect(401);
    await ada('get', `/Shops/search?${filter({ include: { notes: [] } })}`).expect(200);
  });

  it('are refused an include that would have to be narrowed, where they take none', async () => {
    const { ada } = await shop(false);
    await ada('get', '/Shops/search').expect(200);
    await ada('get', `/Shops/search?${filter({ include: 'notes' })}`).expect(401);
    await ada('get', `/Shops/search?${filter({ include: 'seals' })}`).expect(401);
    await ada('get', '/Shops/search?filter[include]=notes').expect(401);
    await ada('get', '/Shops/search?filter[include][0][rel]=notes').expect(401);
  });

  it('may mean something else by an include', async () => {
    const { ada } = await shop(false);
    expect((await ada('get', `/Shops/search?${filter({ include: 'everything' })}`)).status).not.toBe(401);
  });

  it('that take the place of find are refused where rules let in owners only', async () => {
    const app = await start({
      models: [NOTE],
      prepare: ({ registry }) => {
        const Note = registry.getModel('Note') as any;
        Note.remoteMethod('find', {
          accepts: { arg: 'filter', type: 'object' },
          returns: { arg: 'rows', type: 'array', root: true },
          http: { verb: 'get', path: '/' },
        });
      },
    });
    const [ada = app.stranger] = await app.users(1);
    await app.fill('Note', { userId: 2 });
    await ada('get', '/Notes').expect(401);
  });
});

@ModelController('Note')
class NoteController extends PersistedModelController {
  override find(...[asked, options]: Parameters<PersistedModelController['find']>) {
    return super.find({ ...asked, order: 'text DESC' }, options);
  }

  @Get('everything')
  everything(): object {
    return { everything: true };
  }
}

describe.each(testDatabases())('controllers of a host on $name', (database) => {
  const hosts = useHosts(database);

  it('override methods within the rows of the owner', async () => {
    const shop = { name: 'Shop', relations: { notes: { type: 'hasMany', model: 'Note', foreignKey: 'shopId' } } };
    const host = await hosts.start({
      imports: [
        ModelsModule.forRoot({
          models: [NOTE, shop],
          modelConfig: { Note: { dataSource: 'db', public: true }, Shop: { dataSource: 'db', public: true } },
          dataSources: { db: await hosts.dataSource() },
        }),
        AuthModule.forRoot(),
      ],
      controllers: [NoteController],
    });
    const { registry } = host.get<Application>(getApplicationToken());
    const model = (name: string) => registry.getModel(name) as any;
    await model('User').create({ email: 'ada@x.test', password: 'secret-1' });
    const { id: token } = await model('AccessToken').create({ userId: 1 });
    await model('Shop').create({});
    for (const [text, userId] of [
      ['a', 1],
      ['b', 2],
      ['c', 1],
    ])
      await model('Note').create({ text, userId, shopId: 1 });
    const get = (path: string) => askHost(host).get(`/api${path}`).set('Authorization', token);
    const texts = ({ body }: { body: unknown }) => (body as { text: string }[]).map(({ text }) => text);
    expect(texts(await get(`/Notes?${filter({ where: { or: [{ userId: 2 }, { userId: 1 }] } })}`).expect(200))).toEqual(
      ['c', 'a'],
    );
    await get('/Notes/count').expect(200, { count: 2 });
    const { body } = await get(`/Shops?${filter({ include: 'notes' })}`).expect(200);
    expect(body[0].notes).toHaveLength(2);
    expect(texts(await get('/Shops/1/notes').expect(200))).toEqual(['a', 'c']);
    await get('/Notes/everything').expect(403);
  });
});

describe.each(testDatabases())('wrong settings of access control on $name', (database) => {
  const belongsTo = (model: string) => ({ type: 'belongsTo', model });

  async function failure(model: object, auth: object = { checkAccess: 'strict' }): Promise<string> {
    const models = [
      {
        name: 'Note',
        relations: { order: belongsTo('Order'), about: { type: 'belongsTo', polymorphic: true } },
        ...model,
      },
      {
        name: 'Order',
        relations: { shop: belongsTo('Shop'), customer: belongsTo('User'), lines: { type: 'hasMany', model: 'Note' } },
      },
      { name: 'Shop', properties: { name: 'string' } },
    ];
    const { app, end } = await createStrictApp(database, { models, auth: auth as never });
    try {
      await app.start();
      return 'started';
    } catch (error) {
      return (error as Error).message;
    } finally {
      await end();
    }
  }

  it.each([
    ['order.customer', 'started'],
    ['about', 'started'],
    ['nothing', 'models[0] › ownerPath: "nothing": "nothing" is no belongsTo of Note'],
    ['order.nothing', 'models[0] › ownerPath: "order.nothing": "nothing" is no belongsTo of Order'],
    ['order.lines', 'models[0] › ownerPath: "order.lines": "lines" is no belongsTo of Order'],
    ['order.shop', 'models[0] › ownerPath: "order.shop": it leads to Shop; it must lead to a model of users (User)'],
    ['order', 'models[0] › ownerPath: "order": it leads to Order; it must lead to a model of users (User)'],
    ['about.customer', 'models[0] › ownerPath: "about.customer": "about" is polymorphic: it can only be the last'],
    ['order..customer', 'models[0] › ownerPath: "order..customer": "" is no belongsTo of Order'],
    ['__proto__', 'models[0] › ownerPath: "__proto__": "__proto__" is no belongsTo of Note'],
    ['', 'models[0] › ownerPath: "": must be names of relations with dots between them, such as "order.customer"'],
    [
      ['order', 'customer'],
      'models[0] › ownerPath: ["order","customer"]: must be names of relations with dots between them, such as "order.customer"',
    ],
  ])('ownerPath %j: %s', async (ownerPath, text) => {
    expect(await failure({ ownerPath })).toBe(text);
  });

  it('end the start in LoopBack mode as well', async () => {
    expect(await failure({ ownerPath: 'nothing' }, {})).toContain('ownerPath');
  });

  it('checkAccess of a model, and of all', async () => {
    expect(await failure({ checkAccess: 'stirct' })).toBe(
      'models[0] › checkAccess: is "stirct"; it must be "loopback" or "strict"',
    );
    expect(await failure({ checkAccess: true })).toBe(
      'models[0] › checkAccess: is true; it must be "loopback" or "strict"',
    );
    expect(await failure({}, { checkAccess: 'Strict' })).toBe(
      'auth() › checkAccess: is "Strict"; it must be "loopback" or "strict"',
    );
    expect(await failure({ checkAccessOnInclude: 'yes' })).toBe(
      'models[0] › checkAccessOnInclude: is "yes"; it must be true or false',
    );
  });

  it('a path across data sources', async () => {
    const { app, end } = await createStrictApp(database, {
      models: [
        { name: 'Note', relations: { order: belongsTo('Order') }, ownerPath: 'order.customer' },
        { name: 'Order', relations: { customer: belongsTo('User') } },
      ],
      configure: { Order: { dataSource: 'far', public: true } },
      services: { far: { connector: 'memory' } },
    });
    try {
      await expect(app.start()).rejects.toThrow('Note and Order are not on one data source');
    } finally {
      await end();
    }
  });
});
