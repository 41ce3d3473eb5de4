import * as library from '@loopnest/models';
import { type Application, getApplicationToken, ModelsModule } from '@loopnest/models';
import type { Type } from '@nestjs/common';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { ask, useHosts } from './hosts.js';
import { fileOf, readChapter, readSnippets, runFile, scriptsOf } from './readme.js';

type Functions = Record<string, any>;

/** One of the two ways: files of scripts, or files and classes of providers. */
interface Way {
  readonly files?: Readonly<Record<string, string>>;
  readonly providers?: readonly string[];
  readonly classes?: readonly Type[];
  /** Laid over the definition of Customer. */
  readonly definition?: object;
}

const CHAPTERS = ['Scripts', 'Hooks', 'Remote methods', 'Validation', 'Mixins', 'Transactions'];

describe.each(CHAPTERS)('the chapter "%s" of the README', (chapter) => {
  it("shows LoopBack's way and Nest's", () => {
    const snippets = readSnippets(chapter);
    expect(snippets.filter(({ language, path }) => language === 'js' && path !== undefined)).not.toEqual([]);
    expect(snippets.filter(({ language, path }) => language === 'ts' && path !== undefined)).not.toEqual([]);
  });

  it('has no JavaScript of which nobody knows where it belongs', () => {
    const lost = readSnippets(chapter).filter(({ language, path }) => language === 'js' && path === undefined);
    expect(lost).toEqual([]);
  });
});

describe.each(testDatabases())('what the README shows of behaviour, on $name', (database) => {
  const hosts = useHosts(database);
  const directories: string[] = [];
  afterEach(async () => {
    for (const directory of directories.splice(0)) await rm(directory, { recursive: true, force: true });
  });

  /** A Nest application on the definitions of the README, with scripts or providers of a chapter. */
  async function start({ files = {}, providers = [], classes: own = [], definition = {} }: Way) {
    const root = await mkdtemp(join(tmpdir(), 'loopnest-readme-'));
    directories.push(root);
    const customer = JSON.parse(fileOf('common/models/customer.json')) as object;
    const all = {
      'package.json': Object.values(files).some((text) => /^export default/m.test(text)) ? '{"type":"module"}' : '{}',
      'common/models/customer.json': JSON.stringify({ ...customer, ...definition }),
      'server/model-config.json': fileOf('server/model-config.json'),
      ...files,
    };
    for (const [path, text] of Object.entries(all)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    const classes = [...own, ...(providers.flatMap((path) => Object.values(runFile(path))) as Type[])];
    const models = ModelsModule.forRoot({ root, dataSources: { db: await hosts.dataSource() } });
    const imports = [models, ModelsModule.forFeature(['Customer'], { dataSources: ['db'] })];
    const host = await hosts.start({ imports, providers: classes });
    const { models: table, dataSources } = host.get<Application>(getApplicationToken());
    const Customer = table['Customer'] as Functions;
    return { http: ask(host), Customer, db: dataSources['db'] as Functions, host, classes };
  }

  describe.each([
    ['scripts', { files: scriptsOf('Scripts') }],
    ['providers', { providers: ['src/customers/customer.hooks.ts', 'src/customers/seed.service.ts'] }],
  ] satisfies [string, Way][])('of scripts, by %s', (_by, way) => {
    it('seeds, tidies, answers 201, and searches', async () => {
      const { http } = await start(way);
      expect((await http.get('/api/Customers')).body).toMatchObject([{ id: 1, name: 'Ada' }]);
      const made = await http.post('/api/Customers').send({ name: '  Bea ' });
      expect([made.status, made.body.name]).toEqual([201, 'Bea']);
      expect((await http.get('/api/Customers/search?text=be')).body).toMatchObject([{ name: 'Bea' }]);
      expect((await http.get('/api/Customers/search')).status).toBe(400);
    });
  });

  it('of scripts that are ES modules: measures, and seeds', async () => {
    const { http } = await start({ files: scriptsOf('Scripts', 'module') });
    expect((await http.get('/api/Customers')).body).toMatchObject([{ id: 1, name: 'Ada' }]);
    const { body } = await http.get('/api/Customers/distance?from=48.4,10.0&to=48.4,11.0');
    expect(body.kilometers).toBeCloseTo(73.8, 0);
  });

  describe.each([
    ['a script', { files: scriptsOf('Hooks') }],
    ['a provider', { providers: ['src/customers/customer-rules.hooks.ts'] }],
  ] satisfies [string, Way][])('of hooks, by %s', (_by, way) => {
    it('keeps VIPs, and answers a hundred at most where nothing is said', async () => {
      const { http, Customer } = await start(way);
      const vip = await Customer['create']({ name: 'Ada', vip: true });
      const refused = await http.delete(`/api/Customers/${vip.id}`);
      expect([refused.status, refused.body.error.message]).toEqual([409, 'VIPs stay']);
      await expect(Customer['destroyAll']()).rejects.toThrow('VIPs stay');
      const other = await Customer['create']({ name: 'Bea' });
      expect((await http.delete(`/api/Customers/${other.id}`)).body).toEqual({ count: 1 });
      await Customer['create'](Array.from({ length: 101 }, (_, index) => ({ name: `customer ${index}` })));
      expect((await http.get('/api/Customers')).body).toHaveLength(100);
      expect((await http.get('/api/Customers?filter={"limit":101}')).body).toHaveLength(101);
    });
  });

  describe.each([
    ['a script', { files: scriptsOf('Remote methods') }],
    ['a provider', { providers: ['src/customers/customer-methods.ts'] }],
  ] satisfies [string, Way][])('of remote methods, by %s', (_by, way) => {
    it('charges an instance, over REST and in code', async () => {
      const { http, Customer } = await start(way);
      const { id } = await Customer['create']({ name: 'Ada', balance: 10 });
      const charged = await http.post(`/api/Customers/${id}/charge`).send({ amount: 3 });
      expect([charged.status, charged.body.balance]).toEqual([202, 7]);
      expect((await http.post(`/api/Customers/${id}/charge`)).status).toBe(400);
      expect((await http.post('/api/Customers/4711/charge').send({ amount: 3 })).status).toBe(404);
      const ada = await Customer['findById'](id);
      expect(await ada.charge(2, {})).toMatchObject({ balance: 5 });
    });
  });

  describe.each([
    ['a mixin of a project', { files: scriptsOf('Mixins') }],
    ['a provider', { providers: ['src/customers/time-stamped.mixin.ts'] }],
  ] satisfies [string, Way][])('of mixins, by %s', (_by, way) => {
    it.each([
      [true, 'created'],
      [{ property: 'made' }, 'made'],
    ])('stamps: %j', async (options, property) => {
      const { Customer } = await start({ ...way, definition: { mixins: { TimeStamped: options } } });
      await Customer['create']({ name: 'Ada' });
      expect((await Customer['findOne']())[property]).toBeInstanceOf(Date);
    });
  });

  it('of checks, by a script', async () => {
    const { http, Customer } = await start({ files: scriptsOf('Validation') });
    await Customer['create']([{ name: 'Bo', balance: -1 }, { name: 'Cy' }]);
    const codes = async (data: object) => (await http.post('/api/Customers').send(data)).body.error?.details.codes;
    expect(await codes({ name: 'A' })).toEqual({ name: ['length.min'] });
    expect(await codes({ name: 'Ada', notes: 'no sentence', vip: true })).toEqual({ notes: ['format'] });
    expect(await codes({ name: 'Ada', notes: 'no sentence' })).toBeUndefined();
    const debtor = await http.post('/api/Customers').send({ name: 'Bo' });
    expect(debtor.body.error.details.messages).toEqual({ name: ['is known for debts'] });
    expect(await codes({ name: 'Cy' })).toBeUndefined();
  });

  it('of checks, by a provider', async () => {
    const { http, Customer } = await start({ providers: ['src/customers/customer-rules.ts'] });
    await Customer['create']({ name: 'Bo' });
    const messages = async (data: object) => (await http.post('/api/Customers').send(data)).body.error?.details.messages;
    expect(await messages({ name: 'A' })).toEqual({ name: ['too short'] });
    expect(await messages({ name: 'BO' })).toEqual({ name: ['is taken'] });
    expect(await messages({ name: 'Ada', balance: -1 })).toEqual({ balance: ['only VIPs may be in debt'] });
    expect(await messages({ name: 'Ada', balance: -1, vip: true })).toBeUndefined();
  }); // prettier-ignore

  describe.each([
    ['a script', { files: scriptsOf('Transactions') }],
    ['a provider', { providers: ['src/customers/transfer.service.ts'] }],
  ] satisfies [string, Way][])('of transactions, by %s', (_by, way) => {
    it('transfers all or nothing', async () => {
      const { Customer, host, classes } = await start(way);
      const [Service] = classes;
      const owner: Functions = Service === undefined ? Customer : host.get(Service);
      const transfer = (from: number, to: number) => owner['transfer'](from, to, 3);
      const ada = await Customer['create']({ name: 'Ada', balance: 10 });
      const bea = await Customer['create']({ name: 'Bea', balance: 0 });
      await transfer(ada.id, bea.id);
      const balances = async () => (await Customer['find']({ order: 'id' })).map((each: Functions) => each['balance']);
      expect(await balances()).toEqual([7, 3]);
      await expect(transfer(ada.id, 4711)).rejects.toThrow();
      Customer['observe']('before save', async ({ currentInstance }: Functions) => {
        if (currentInstance.name === 'Bea') throw new Error('no more');
      });
      await expect(transfer(ada.id, bea.id)).rejects.toThrow('no more');
      expect(await balances()).toEqual([7, 3]);
    });
  });

  it('of transactions of MikroORM', async () => {
    const { Customer, db } = await start({});
    await Customer['create']({ name: 'Ada', balance: 5 });
    const code = readSnippets('Transactions').find(({ path, language }) => path === undefined && language === 'ts');
    // oxlint-disable-next-line typescript/no-implied-eval -- the README is ours
    await new Function('db', `return (async () => { ${code?.text ?? ''} })()`)(db);
    expect(await Customer['findOne']()).toMatchObject({ balance: 0 });
  });

  it('of every kind of hook: its decorator does what the script does', async () => {
    const rows = readChapter('Hooks').split('\n').filter((line) => line.startsWith('| ') && line.includes('`@'));
    const table = rows.join('\n');
    const decorators = [...table.matchAll(/`@(\w+)\((\w*)\)`/g)];
    const calls = [...table.matchAll(/`(\w+)\(([^,`]+), fn\)`/g)];
    expect([decorators.length, calls.length]).toEqual([11, 11]);
    // What the table names by a word.
    const words: Functions = { event: 'my event', n: '*' };
    const seen: number[] = [];
    class Own {}
    library.ModelHooks('Customer')(Own);
    for (const [index, [, decorator = '', word = '']] of decorators.entries()) {
      const method = `hook${index}`;
      Object.defineProperty(Own.prototype, method, { value: () => void seen.push(index), configurable: true });
      const descriptor = Object.getOwnPropertyDescriptor(Own.prototype, method);
      (library as Functions)[decorator](...(word === '' ? [] : [words[word]]))(Own.prototype, method, descriptor);
    }
    const scripts = calls.map(([, fn = '', argument = ''], index) => {
      const name = JSON.stringify(words[argument] ?? argument.slice(1, -1));
      return `Customer.${fn}(${name}, async () => void Customer.seen.push(${index}));`;
    });
    const script = `module.exports = (Customer) => { Customer.seen = []; ${scripts.join('\n')} };`;

    const exercise = async ({ http, Customer }: Awaited<ReturnType<typeof start>>) => {
      await http.post('/api/Customers').send({ name: 'Ada' });
      await http.post('/api/Customers').send({});
      await http.get('/api/Customers');
      await http.delete('/api/Customers/1');
      await Customer['notifyObserversOf']('my event', {});
    };
    const byScript = await start({ files: { 'common/models/customer.js': script } });
    await exercise(byScript);
    const scripted = byScript.Customer['seen'] as number[];
    await hosts.close();
    await exercise(await start({ classes: [Own] }));
    expect(new Set(seen).size).toBe(11);
    expect(seen).toEqual(scripted);
  }); // prettier-ignore
});
