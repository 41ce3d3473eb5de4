import {
  type Application,
  createApplication,
  DataSource,
  type KeyValueConnector,
  KeyValueModel,
  type KeyValueModelClass,
  type KeyValueStore,
} from '@loopnest/models';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { jars, silent } from './jars.js';

describe('the Node API of a KeyValueModel', () => {
  let app: Application;
  let Jar: KeyValueModelClass;
  const modelOf = (name: string, application = app) => application.models[name] as unknown as KeyValueModelClass;

  beforeEach(async () => {
    app = createApplication({ ...jars, logger: silent });
    await app.start();
    Jar = modelOf('Jar');
  });
  afterEach(() => app.close());

  it.each([
    ['a text', 'sweet'],
    ['an empty text', ''],
    ['a number', 4.5],
    ['a boolean', false],
    ['a list', [1, null, ['a']]],
    ['an object', { sort: 'sour', tags: [{ a: null }] }],
    ['a date', new Date('2020-01-02T03:04:05.678Z')],
    ['a buffer', Buffer.from([0, 255, 1])],
    ['dates and buffers inside', { at: new Date(7), bytes: Buffer.from('ab') }],
  ])('gives %s as it was set', async (_what, value) => {
    await Jar.set('key', value);
    expect(await Jar.get('key')).toEqual(value);
  });

  it('gives null for a key that is not there', async () => {
    expect(await Jar.get('quince')).toBeNull();
  });

  it('shares nothing with what was set, and what was given', async () => {
    const value = { list: [1] };
    await Jar.set('key', value);
    value.list.push(2);
    const given = (await Jar.get('key')) as typeof value;
    given.list.push(3);
    expect(await Jar.get('key')).toEqual({ list: [1] });
  });

  it('keeps instances of models without what they hide', async () => {
    const User = app.registry.createModel({
      name: 'User',
      base: 'Model',
      idInjection: false,
      properties: { name: 'string', secret: 'string' },
      hidden: ['secret'],
    });
    await Jar.set('ada', { user: new User({ name: 'Ada', secret: 'x' }) });
    expect(await Jar.get('ada')).toEqual({ user: { name: 'Ada' } });
  });

  it.each([
    ['a number', 60_000],
    ['options', { ttl: 60_000 }],
  ])('takes a time to live as %s', async (_what, ttl) => {
    await Jar.set('key', 1, ttl);
    const left = await Jar.ttl('key');
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
    await Jar.set('key', 2);
    expect(await Jar.ttl('key')).toBeUndefined();
    await Jar.expire('key', 1000);
    expect(await Jar.ttl('key')).toBeLessThanOrEqual(1000);
  });

  it('rejects times to live of keys that are not there', async () => {
    await expect(Jar.ttl('quince')).rejects.toMatchObject({
      statusCode: 404,
      message: 'Cannot get TTL for unknown key "quince"',
    });
    await expect(Jar.expire('quince', 1)).rejects.toMatchObject({
      statusCode: 404,
      message: 'Cannot expire unknown key "quince"',
    });
  });

  it('finds keys, all of them or those that match, in their order', async () => {
    for (const key of ['plum', 'cherry', 'mix', 'count', '__proto__']) await Jar.set(key, 1);
    expect(await Jar.keys()).toEqual(['plum', 'cherry', 'mix', 'count', '__proto__']);
    expect(await Jar.keys({ match: 'c*' })).toEqual(['cherry', 'count']);
    expect(await Jar.keys({})).toHaveLength(5);
    const found: string[] = [];
    const keys = Jar.iterateKeys({ match: '*m*' });
    for (let key = await keys.next(); key !== undefined; key = await keys.next()) found.push(key);
    expect(found).toEqual(['plum', 'mix']);
    expect(await keys.next()).toBeUndefined();
    for await (const key of Jar.iterateKeys({ match: '__*' })) found.push(key);
    expect(found).toEqual(['plum', 'mix', '__proto__']);
  });

  it('does not hold up the process with very many keys', async () => {
    const hostile = 'a'.repeat(10_000);
    for (let count = 0; count < 200; count++) await Jar.set(`${hostile}${String(count)}`, 1);
    const running = Jar.keys({ match: `*${'a'.repeat(200)}b` });
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    expect(await running).toEqual([]);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });

  it('deletes one key, or all of its model', async () => {
    const Bottle = modelOf('Bottle');
    await Bottle.set('gin', 1);
    await Jar.set('a', 1);
    await Jar.set('b', 1);
    await Jar.delete('a');
    await Jar.delete('nothing');
    expect(await Jar.keys()).toEqual(['b']);
    await Jar.deleteAll();
    expect(await Jar.keys()).toEqual([]);
    expect(await Bottle.keys()).toEqual(['gin']);
  });

  it('takes callbacks everywhere', async () => {
    const ended = <T>(start: (done: (error: unknown, result?: T) => void) => void) =>
      new Promise<unknown[]>((resolve) => start((...parameters) => resolve(parameters)));
    expect(await ended((done) => Jar.set('a', 1, done))).toEqual([null]);
    expect(await ended((done) => Jar.set('b', 2, { ttl: 1000 }, done))).toEqual([null]);
    expect(await ended((done) => Jar.get('a', done))).toEqual([null, 1]);
    expect(await ended((done) => Jar.get('nothing', done))).toEqual([null, null]);
    expect(await ended((done) => Jar.ttl('a', done))).toEqual([null]);
    expect(await ended((done) => Jar.expire('a', 1000, done))).toEqual([null]);
    expect(await ended((done) => Jar.keys(done))).toEqual([null, ['a', 'b']]);
    expect(await ended((done) => Jar.keys({ match: 'a' }, done))).toEqual([null, ['a']]);
    expect(await ended((done) => Jar.iterateKeys().next(done))).toEqual([null, 'a']);
    expect(await ended((done) => Jar.delete('a', done))).toEqual([null]);
    expect(await ended((done) => Jar.deleteAll(done))).toEqual([null]);
    expect(await ended((done) => Jar.ttl('a', done))).toEqual([expect.objectContaining({ statusCode: 404 })]);
  });

  describe('refuses', () => {
    type Wrong = (jar: any) => Promise<unknown>;

    it.each<[what: string, call: Wrong, message: string]>([
      ['an empty key', (jar) => jar.get(''), 'key must be a text that is not empty'],
      ['a key that is no text', (jar) => jar.set(5, 1), 'key must be a text that is not empty'],
      ['no key', (jar) => jar.delete(), 'key must be a text that is not empty'],
      ['null', (jar) => jar.set('a', null), 'value must be neither null nor undefined'],
      ['undefined', (jar) => jar.set('a'), 'value must be neither null nor undefined'],
      [
        'a function inside a list of functions',
        (jar) => jar.set('a', Symbol('x')),
        'value must not be or hold a symbol',
      ],
      ['a ttl of 0', (jar) => jar.set('a', 1, 0), 'ttl must be a positive number'],
      ['a negative ttl', (jar) => jar.set('a', 1, { ttl: -1 }), 'ttl must be a positive number'],
      ['a ttl that is a text', (jar) => jar.set('a', 1, { ttl: '5' }), 'ttl must be a positive number'],
      ['a ttl that is not a number', (jar) => jar.expire('a', Number.NaN), 'ttl must be a positive number'],
      ['an endless ttl', (jar) => jar.expire('a', Infinity), 'ttl must be a positive number'],
      ['no ttl', (jar) => jar.expire('a'), 'ttl must be a positive number'],
      ['a filter that is a text', (jar) => jar.keys('c*'), 'filter must be an object'],
      ['an unknown filter', (jar) => jar.keys({ where: {} }), 'filter has an unknown member "where"'],
      ['a pattern that is no text', (jar) => jar.iterateKeys({ match: /c/ }).next(), 'match must be a text'],
    ])('%s', async (_what, wrong, message) => {
      await expect(wrong(Jar)).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining(message) });
    });
  });

  it('keeps the keys of each data source, and of each application, apart', async () => {
    const other = createApplication({
      models: jars.models,
      modelConfig: { Jar: { dataSource: 'shelf' }, Bottle: { dataSource: 'cellar' } },
      dataSources: { shelf: { connector: 'kv-memory' }, cellar: { connector: 'loopback-connector-kv-memory' } },
      logger: silent,
    });
    await other.start();
    await Jar.set('fig', 'here');
    await modelOf('Jar', other).set('fig', 'there');
    expect(await Jar.get('fig')).toBe('here');
    expect(await modelOf('Bottle', other).keys()).toEqual([]);
    await other.close();
    expect(await Jar.get('fig')).toBe('here');
  });

  it('works without an application, on a data source in code', async () => {
    const dataSource = new DataSource('kv-memory');
    const Cup = dataSource.createModel('Cup', {}, { base: 'KeyValueModel' }) as unknown as KeyValueModelClass<number>;
    await Cup.set('tea', 3);
    expect(await Cup.get('tea')).toBe(3);
    expect(Cup.getConnector()?.name).toBe('kv-memory');
    await dataSource.disconnect();
    expect(await Cup.get('tea')).toBeNull();
    await dataSource.disconnect();
  });

  it('is inherited, and known to scripts', () => {
    const Small = app.registry.createModel({ name: 'Small', base: 'Jar' });
    expect(Small.base).toBe(app.models['Jar']);
    expect(app.loopback['KeyValueModel']).toBe(app.registry.KeyValueModel);
    expect(app.models['Jar']?.base).toBe(app.registry.KeyValueModel);
    expect(typeof KeyValueModel.get).toBe('function');
    expect(app.models['Jar']?.getIdName()).toBeUndefined();
  });

  it('tells of a model that is on no data source', async () => {
    const Loose = app.registry.createModel({ name: 'Loose', base: 'KeyValueModel' }) as unknown as KeyValueModelClass;
    await expect(Loose.get('a')).rejects.toThrow('Cannot call Loose.get(). The get method has not been setup.');
  });

  it('refuses the data source of another kind of model', () => {
    const on = (base: string, connector: string) => () =>
      createApplication({
        models: [{ name: 'Jar', base }],
        modelConfig: { Jar: { dataSource: 'db' } },
        dataSources: { db: { connector } },
        logger: silent,
      });
    expect(on('KeyValueModel', 'memory')).toThrow(
      'cannot be on the data source "db", whose connector is "memory": a KeyValueModel needs one of keys and values, such as "kv-memory".',
    );
    expect(on('PersistedModel', 'kv-memory')).toThrow('only models with the base "KeyValueModel" can.');
    expect(on('Model', 'kv-memory')).not.toThrow();
  });
});

describe('a key-value connector of a third party', () => {
  class ListedStore implements KeyValueStore {
    readonly calls: unknown[][] = [];
    readonly #note =
      <T>(name: string, result: T) =>
      (...parameters: unknown[]) => {
        this.calls.push([name, ...parameters]);
        return Promise.resolve(result);
      };
    get = this.#note('get', 'value');
    set = this.#note('set', undefined);
    expire = this.#note('expire', true);
    ttl = this.#note('ttl', 5);
    delete = this.#note('delete', undefined);
    deleteAll = this.#note('deleteAll', undefined);
    close = this.#note('close', undefined);
    async *keys(...parameters: unknown[]) {
      this.calls.push(['keys', ...parameters]);
      yield* ['one', 'two'];
    }
  }

  const settings = { connector: 'kv-listed', url: 'listed://here' };

  it('is called with names of models, and checked arguments', async () => {
    const store = new ListedStore();
    const opened: unknown[][] = [];
    const connector: KeyValueConnector = {
      name: 'kv-listed',
      aliases: ['listed'],
      base: 'KeyValueModel',
      openService: async (...parameters) => {
        opened.push(parameters);
        return store;
      },
    };
    const app = createApplication({
      ...jars,
      dataSources: { shelf: settings },
      connectors: [connector],
      logger: silent,
    });
    await app.start();
    const Jar = app.models['Jar'] as unknown as KeyValueModelClass;
    expect(opened).toEqual([
      [expect.objectContaining(settings), expect.objectContaining({ name: 'shelf', directory: process.cwd() })],
    ]);
    await Jar.set('a', { b: 1 }, 5);
    expect(await Jar.get('a')).toBe('value');
    expect(await Jar.ttl('a')).toBe(5);
    expect(await Jar.keys({ match: 't*' })).toEqual(['two']);
    await app.close();
    expect(store.calls).toEqual([
      ['set', 'Jar', 'a', { b: 1 }, 5],
      ['get', 'Jar', 'a'],
      ['ttl', 'Jar', 'a'],
      ['keys', 'Jar', 't*'],
      ['close'],
    ]);
  });

  it('stops the start where it cannot be opened', async () => {
    const connector: KeyValueConnector = {
      name: 'kv-listed',
      base: 'KeyValueModel',
      openService: () => Promise.reject(new Error('no answer')),
      describe: () => 'here:1',
    };
    const dataSource = new DataSource('shelf', { connector: connector as never });
    const told = once(dataSource, 'error');
    await expect(dataSource.connect()).rejects.toThrow(/shelf.*here:1/s);
    await told;
  });
});
