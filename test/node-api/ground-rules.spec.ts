import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createRegistry, DataSource, type HasMany, type NamedScope } from '@loopnest/models';
import { describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { called } from './called.js';
import { useDataSource } from './use-data-source.js';

interface Shelf {
  id: number;
  code: string;
  boxes: HasMany<Box>;
}

interface Box {
  id: number;
  label: string;
  shelfId: number;
}

const node = promisify(execFile);
const SOURCE = join(import.meta.dirname, '../support/register-source.ts');

/** Runs a script in a process of its own, and gives what it has written when it has ended by itself. */
async function ended(script: string, language: 'commonjs' | 'module', ...parameters: string[]): Promise<string> {
  const parts = ['--import', SOURCE, `--input-type=${language}`, '--eval', script, '--', ...parameters];
  const { stdout } = await node(process.execPath, parts, { cwd: import.meta.dirname, timeout: 100_000 });
  return stdout.trim();
}

describe.each(testDatabases())('the programmatic API on $name', (database) => {
  const test = useDataSource(database);

  it.each([
    ['required from CommonJS', 'commonjs', "const { DataSource } = require('@loopnest/models');"],
    ['imported from an ES module', 'module', "import { DataSource } from '@loopnest/models';"],
  ] as const)(
    'is %s, and lets the process end after disconnect',
    async (_name, language, load) => {
      const script = `${load}
        const [connector, url] = process.argv.slice(-2);
        const db = new DataSource('db', { connector, url, autoMigrate: 'lazy' });
        const Note = db.define('Note', { text: String });
        Note.create({ text: 'a' }, (error, note) => {
          console.log(JSON.stringify([error, note]));
          db.disconnect(() => console.log('disconnected'));
        });`;
      const { url, drop } = await database.create({ storage: 'file' });
      try {
        expect(await ended(script, language, database.name, url)).toBe('[null,{"text":"a","id":1}]\ndisconnected');
      } finally {
        await drop();
      }
    },
    120_000,
  );

  const shelves = () => {
    const Shelf = test.db.define<Shelf>('Shelf', { code: String });
    const Box = test.db.define<Box>('Box', { label: String });
    Shelf.hasMany(Box, { as: 'boxes', foreignKey: 'shelfId' });
    return { Shelf, Box };
  };

  it('takes properties, relations, scopes and remote methods after the first query', async () => {
    const Shelf = test.db.define<Shelf>('Shelf', { code: String });
    await test.db.autoupdate();
    const early = await Shelf.create({ code: 'a' });
    const Box = test.db.define<Box>('Box', { label: String });
    Shelf.defineProperty('height', { type: Number, default: 2 });
    Shelf.hasMany(Box, { as: 'boxes', foreignKey: 'shelfId' });
    Shelf.scope('high', { where: { height: { gte: 2 } } } as object);
    Shelf.remoteMethod('stock', { returns: { arg: 'count', type: 'number' } });
    await test.db.autoupdate();
    await early.boxes.create({ label: 'x' });
    const { high } = Shelf as typeof Shelf & { high: NamedScope<Shelf> };
    await high.create({ code: 'b' });
    const found = await Shelf.find({ include: 'boxes', order: 'id' });
    expect(found.map((each) => each.toJSON())).toMatchObject([
      { code: 'a', height: 2, boxes: [{ label: 'x', shelfId: early.id }] },
      { code: 'b', height: 2, boxes: [] },
    ]);
    expect(await high.count()).toBe(2);
  });

  describe('calls back once, later,', () => {
    it('from data sources and transactions', async () => {
      const { db } = test;
      shelves();
      expect(await called((done) => db.connect(done))).toEqual([null]);
      expect(await called((done) => db.ping(done))).toEqual([null]);
      expect((await called((done) => db.autoupdate(['Shelf', 'Box'], done)))[0]).toBeNull();
      expect(await called((done) => db.isActual(done))).toEqual([null, true]);
      const transaction = await db.beginTransaction();
      expect(await called((done) => transaction.rollback(done))).toEqual([null]);
      const [error] = await called((done) => db.automigrate('Nobody', done));
      expect(error).toMatchObject({ message: 'Cannot migrate models not attached to this datasource: Nobody' });
    });

    it('from relations and scopes', async () => {
      const { Shelf, Box } = shelves();
      Box.scope('marked', { where: { label: 'x' } } as object);
      await test.db.autoupdate();
      const shelf = await Shelf.create({ code: 'a' });
      const x = expect.objectContaining({ label: 'x' });
      expect(await called((done) => shelf.boxes.create({ label: 'x' }, done))).toEqual([null, x]);
      expect(await called((done) => shelf.boxes(done))).toEqual([null, [x]]);
      expect(await called((done) => shelf.boxes.count({ label: 'y' }, {}, done))).toEqual([null, 0]);
      const { marked } = shelf.boxes as typeof shelf.boxes & { marked: NamedScope<Box> };
      expect(await called((done) => marked(done))).toEqual([null, [x]]);
      const [error] = await called((done) => shelf.boxes.findById(99, done));
      expect(error).toMatchObject({ statusCode: 404 });
    });
  });

  it('does not swallow what callbacks throw, nor calls them again', async () => {
    const script = `const { DataSource } = require('@loopnest/models');
      const [connector, url] = process.argv.slice(-2);
      const db = new DataSource('db', { connector, url, autoMigrate: 'lazy' });
      const Shelf = db.define('Shelf', { code: String });
      Shelf.hasMany(db.define('Box', { label: String }), { as: 'boxes', foreignKey: 'shelfId' });
      const calls = [];
      const thrown = (name) => new Promise((resolve) => {
        process.once('uncaughtException', ({ message }) => setImmediate(resolve, message));
        Shelf.findOne({}, (error, shelf) => {
          const call = { model: (done) => Shelf.count(done), relation: (done) => shelf.boxes.find(done), source: (done) => db.ping(done) };
          call[name](() => {
            calls.push(name);
            throw new Error('of ' + name);
          });
        });
      });
      Shelf.create({ code: 'a' }).then(async () => {
        const messages = [await thrown('model'), await thrown('relation'), await thrown('source')];
        await db.disconnect();
        console.log(JSON.stringify({ calls, messages }));
      });`;
    const { url, drop } = await database.create({ storage: 'file' });
    try {
      expect(JSON.parse(await ended(script, 'commonjs', database.name, url))).toEqual({
        calls: ['model', 'relation', 'source'],
        messages: ['of model', 'of relation', 'of source'],
      });
    } finally {
      await drop();
    }
  }, 120_000);

  it('makes calls wait for the connection', async () => {
    const { Shelf } = shelves();
    await test.db.autoupdate();
    await test.db.disconnect();
    const early = Shelf.count();
    expect(test.db.connected).toBe(false);
    expect(await early).toBe(0);
    expect(test.db.connected).toBe(true);
  });

  it('gives independent instances, which keep their values', async () => {
    const { Shelf } = shelves();
    await test.db.autoupdate();
    const { id } = await Shelf.create({ code: 'a' });
    const [one, other] = await Promise.all([Shelf.findById(id), Shelf.findById(id)]);
    expect(one).not.toBe(other);
    await one?.updateAttribute('code', 'b');
    expect([one?.code, other?.code, (await other?.reload())?.code]).toEqual(['b', 'a', 'b']);
  });

  it('asks the settings of the data source at the next call', async () => {
    const { Shelf } = shelves();
    await test.db.autoupdate();
    const deep = { where: { and: [{ and: [{ code: 'a' }] }] } };
    expect(await Shelf.find(deep)).toEqual([]);
    (test.db.settings as Record<string, unknown>)['maxDepthOfQuery'] = 2;
    await expect(Shelf.find(deep)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe('the programmatic API', () => {
  it.each([
    ['sqlite', { connector: 'sqlite', file: '/no/such/directory/x.sqlite', connectTimeout: 0 }],
    ['postgresql', { connector: 'postgresql', url: 'postgresql://nobody@127.0.0.1:1/none', connectTimeout: 0 }],
  ])('rejects calls where the connection fails: %s', async (_name, settings) => {
    const db = new DataSource('db', settings);
    const Note = db.define('Note', { text: String });
    await expect(Note.find()).rejects.toThrow('The data source "db"');
    const [error] = await called((done) => Note.create({ text: 'a' }, done));
    expect(error).toBeInstanceOf(Error);
    await db.disconnect();
  });

  it('keeps hundreds of data sources and registries with models of the same names apart', async () => {
    const sources = Array.from({ length: 200 }, () => new DataSource('db', { connector: 'memory' }, createRegistry()));
    const notes = sources.map((db, index) => {
      const Note = db.define('Note', index % 2 === 0 ? { text: String } : { text: Number });
      Note.observe('before save', async ({ instance }) => instance?.setAttribute('text', index));
      return Note;
    });
    await Promise.all(notes.map((Note) => Note.create({})));
    const found = await Promise.all(notes.map((Note) => Note.findOne()));
    expect(found.map((note) => note?.['text'])).toEqual(notes.map((_, at) => (at % 2 === 0 ? String(at) : at)));
    await Promise.all(sources.map((db) => db.disconnect()));
  });
});
