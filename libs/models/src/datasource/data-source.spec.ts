import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../test/support/databases.js';
import { PERSISTED_MODEL_DEFINITION } from '../definition/built-in-definitions.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import { resolveModelDefinition } from '../definition/resolve-model-definition.js';
import { ConnectorRegistry } from './connectors/connector.registry.js';
import { DataSource, type DataSourceOptions } from './data-source.js';

function define(name: string, properties: Record<string, unknown>, settings = {}): ModelDefinition {
  const context = { report: () => undefined, warn: () => undefined };
  return resolveModelDefinition({ name, properties, ...settings }, PERSISTED_MODEL_DEFINITION, context);
}

function open(settings: Record<string, unknown>, options: Partial<DataSourceOptions> = {}): DataSource {
  return new DataSource('db', settings, { connectors: new ConnectorRegistry(), directory: '.', ...options });
}

const CUSTOMER = define(
  'Customer',
  {
    fullName: { type: 'string', postgresql: { columnName: 'full_name' } },
    balance: 'number',
    vip: { type: 'boolean', default: false },
    joined: 'date',
    place: 'GeoPoint',
    tags: ['string'],
    info: { type: 'object', postgresql: { dataType: 'jsonb' } },
    photo: 'buffer',
    big: { type: 'number', postgresql: { dataType: 'bigint' } },
    secret: 'string',
  },
  { hidden: ['secret'] },
);

const VALUES = {
  fullName: 'Ada',
  balance: 12.5,
  vip: true,
  joined: new Date('2020-05-05T10:20:30.456Z'),
  place: { lat: 50.1, lng: 14.4 },
  tags: ['a', 'b'],
  info: { a: [1, { b: null }] },
  photo: Buffer.from([1, 2, 255]),
  big: 9007199254740991,
  secret: 's',
};

describe.each(testDatabases())('a data source on $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;

  beforeEach(async () => {
    created = await database.create({ storage: 'file' });
    db = open({ connector: database.name, url: created.url });
  });

  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  it('connects once and tells it, disconnects and connects again', async () => {
    const events: string[] = [];
    for (const event of ['connected', 'disconnected']) db.on(event, () => events.push(event));
    expect(db.connected).toBe(false);
    expect(() => db.executor).toThrow('The data source "db" is not connected yet');
    await Promise.all([db.connect(), db.connect(), db.ready()]);
    expect(db.ready()).toBeUndefined();
    await db.ping();
    await db.disconnect();
    await db.disconnect();
    await db.ping();
    expect(events).toEqual(['connected', 'disconnected', 'connected']);
  });

  it('shares its tables with entities of MikroORM', async () => {
    db.attach('Customer', () => CUSTOMER);
    await db.autoupdate();
    const customer = db.entity('Customer');
    const em = db.em.fork();
    const made = em.create(customer, { ...VALUES });
    await em.persist(made).flush();
    expect(made).toMatchObject({ id: 1 });

    const { rows } = await db.executor.execute({
      sql: `SELECT ${db
        .tableOf('Customer')
        .columns.map((column) => `${db.dialect.selected(column)} AS ${db.dialect.quote(column.property)}`)
        .join(', ')} FROM customer`,
      parameters: [],
    });
    const shown = Object.fromEntries(
      db.tableOf('Customer').columns.map((column) => {
        const value = rows[0]![column.property];
        return [column.property, db.dialect.reader(column)?.(value) ?? value];
      }),
    );
    expect(shown).toEqual({ ...VALUES, id: 1, joined: '2020-05-05T10:20:30.456Z' });

    const found = await db.em.fork().findOneOrFail(customer, { fullName: 'Ada', vip: true } as object);
    expect({ ...found }).toMatchObject({ ...VALUES, id: 1 });
    expect(JSON.parse(JSON.stringify(found))).not.toHaveProperty('secret');
    expect(await db.em.fork().find('Customer' as never, { joined: VALUES.joined })).toHaveLength(1);
  });

  it('writes nothing for entities that were only read', async () => {
    db.attach('Customer', () => CUSTOMER);
    await db.autoupdate();
    const em = db.em.fork();
    await em.persist(em.create(db.entity('Customer'), { ...VALUES })).flush();
    const other = db.em.fork();
    await other.find(db.entity('Customer'), {});
    other.getUnitOfWork().computeChangeSets();
    expect(other.getUnitOfWork().getChangeSets()).toEqual([]);
  });

  it('gives MikroORM new entities for changed definitions', async () => {
    let definition = define('Box', { label: 'string' });
    db.attach('Box', () => definition);
    await db.autoupdate();
    expect(await db.em.fork().find(db.entity('Box'), {})).toEqual([]);
    definition = define('Box', { label: 'string', size: 'number' });
    db.changed('Box');
    await db.autoupdate();
    const em = db.em.fork();
    await em.persist(em.create(db.entity('Box'), { label: 'a', size: 3 })).flush();
    expect(await db.em.fork().find(db.entity('Box'), { size: 3 } as object)).toMatchObject([{ label: 'a', size: 3 }]);
  });

  it('has no entity for a model without an id', async () => {
    db.attach('Box', () => define('Box', { label: 'string' }));
    db.attach('Loose', () => ({ ...define('Loose', { label: 'string' }), idNames: [], properties: [] }));
    await db.autoupdate('Box');
    expect(await db.em.fork().find(db.entity('Box'), {})).toEqual([]);
    expect(() => db.entity('Loose')).toThrow('The model "Loose" has no entity');
  });

  it('uses a MikroORM instance of the application, which it does not close', async () => {
    await db.connect();
    const second = open({}, { orm: db.orm });
    expect(second.connector.name).toBe(database.name);
    second.attach('Box', () => define('Box', { label: 'string' }));
    await second.autoupdate();
    await second.disconnect();
    await db.ping();
    expect(await db.isActual()).toBe(true);
  });

  it('keeps two of a process apart', async () => {
    const otherDatabase = await database.create({ storage: 'file' });
    const other = open({ connector: database.name, url: otherDatabase.url });
    db.attach('Box', () => define('Box', { label: 'string' }));
    other.attach('Box', () => define('Box', { size: 'number' }));
    await Promise.all([db.autoupdate(), other.autoupdate()]);
    expect(db.tableOf('Box').columns.map((column) => column.name)).toEqual(['label', 'id']);
    const em = other.em.fork();
    await em.persist(em.create(other.entity('Box'), { size: 1 })).flush();
    expect(await db.em.fork().find(db.entity('Box'), {})).toEqual([]);
    await other.disconnect();
    await otherDatabase.drop();
  });

  it('makes tables when they are needed, with autoMigrate "lazy"', async () => {
    const lazy = open({ connector: database.name, url: created.url, autoMigrate: 'lazy' });
    let definition = define('Box', { label: 'string' });
    lazy.attach('Box', () => definition);
    await Promise.all([lazy.ready(), lazy.ready()]);
    expect(lazy.ready()).toBeUndefined();
    await lazy.executor.execute({ sql: `INSERT INTO box ("label") VALUES ('a')`, parameters: [] });
    definition = define('Box', { label: 'string', size: 'number' });
    lazy.changed('Box');
    await lazy.ready();
    const { rows } = await lazy.executor.execute({ sql: 'SELECT * FROM box', parameters: [] });
    expect(rows).toEqual([{ label: 'a', id: 1, size: null }]);
    await lazy.disconnect();
  });
});

describe('the memory connector', () => {
  it('needs no migration, and is private', async () => {
    const [first, second] = [open({ connector: 'memory' }), open({ connector: 'memory' })];
    for (const db of [first, second]) db.attach('Box', () => define('Box', { label: 'string' }));
    await Promise.all([first.ready(), second.ready()]);
    await first.executor.execute({ sql: `INSERT INTO box ("label") VALUES ('a')`, parameters: [] });
    const { rows } = await second.executor.execute({ sql: 'SELECT * FROM box', parameters: [] });
    expect(rows).toEqual([]);
    await Promise.all([first.disconnect(), second.disconnect()]);
  });

  it('names tables by memory.collection', () => {
    const db = open({ connector: 'memory' });
    db.attach('Box', () => define('Box', {}, { memory: { collection: 'Boxes' } }));
    expect(db.tableOf('Box').name).toBe('Boxes');
  });

  it('takes the data of a file of LoopBack over, once', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'loopnest-memory-'));
    const content = {
      ids: { Customer: 10, Other: 2 },
      models: {
        Customer: {
          3: JSON.stringify({ ...VALUES, id: 3, photo: undefined, undeclared: 1 }),
          4: JSON.stringify({ id: 4, fullName: 'Bob' }),
        },
      },
    };
    await writeFile(join(directory, 'data.json'), JSON.stringify(content));
    const lines: string[] = [];
    const logger = { log: (line: string) => void lines.push(line) };
    const start = async () => {
      const db = open({ connector: 'memory', file: 'data.json' }, { directory, logger });
      db.attach('Customer', () => CUSTOMER);
      await db.ready();
      return db;
    };
    const names = async (db: DataSource) =>
      (await db.executor.execute({ sql: 'SELECT id, full_name, joined FROM customer ORDER BY id', parameters: [] }))
        .rows;

    const first = await start();
    expect(await names(first)).toEqual([
      { id: 3, full_name: 'Ada', joined: VALUES.joined.getTime() },
      { id: 4, full_name: 'Bob', joined: null },
    ]);
    const insert = { sql: `INSERT INTO customer (full_name) VALUES ('New') RETURNING id`, parameters: [] };
    expect((await first.executor.execute(insert)).rows).toEqual([{ id: 10 }]);
    await first.disconnect();

    const second = await start();
    expect(await names(second)).toHaveLength(3);
    await second.disconnect();
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('took 2 rows of "Customer" over from');
    await rm(directory, { recursive: true });
  });
});

describe('connecting', () => {
  it('names the data source and the database, but no password, where there is none', async () => {
    const db = open({ connector: 'postgresql', url: 'postgresql://me:geheim@127.0.0.1:1/shop', connectTimeout: 300 });
    const errors: unknown[] = [];
    db.on('error', (error) => errors.push(error));
    const error: unknown = await db.connect().catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(String(error)).toContain('The data source "db" cannot connect to 127.0.0.1:1/shop (ECONNREFUSED)');
    expect(String(error)).not.toContain('geheim');
    expect(errors).toEqual([error]);
  });

  it('tries again for a while', async () => {
    let attempts = 0;
    const server = createServer((socket) => {
      attempts++;
      socket.destroy();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const db = open({
      connector: 'postgresql',
      host: '127.0.0.1',
      port,
      database: 'x',
      user: 'x',
      connectTimeout: 500,
    });
    await expect(db.connect()).rejects.toThrow('cannot connect');
    expect(attempts).toBeGreaterThan(1);
    await new Promise((resolve) => server.close(resolve));
  });

  it('ends with disconnect', async () => {
    const db = open({ connector: 'postgresql', host: '127.0.0.1', port: 1, database: 'x', connectTimeout: 60_000 });
    const connecting = db.connect().catch((error: unknown) => error);
    await new Promise((resolve) => setImmediate(resolve));
    await db.disconnect();
    expect(await connecting).toBeInstanceOf(Error);
  });

  it('says which connectors there are', () => {
    expect(() => open({ connector: 'oracle' })).toThrow(
      'Unknown connector "oracle". Known: memory, sqlite, postgresql, transient, kv-memory.',
    );
    expect(() => open({})).toThrow('The data source "db" has no connector.');
    expect(open({ connector: 'loopback-connector-sqlite3' }).connector.name).toBe('sqlite');
  });
});
