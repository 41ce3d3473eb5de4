import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../test/support/databases.js';
import { PERSISTED_MODEL_DEFINITION } from '../definition/built-in-definitions.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import { resolveModelDefinition } from '../definition/resolve-model-definition.js';
import { ConnectorRegistry } from './connectors/connector.registry.js';
import { DataSource } from './data-source.js';

function define(name: string, properties: Record<string, unknown>, settings = {}): ModelDefinition {
  const context = { report: () => undefined, warn: () => undefined };
  return resolveModelDefinition({ name, properties, ...settings }, PERSISTED_MODEL_DEFINITION, context);
}

const NOTHING = { createdTables: [], addedColumns: [], createdIndexes: [], createdConstraints: [] };

describe.each(testDatabases())('schema updates on $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;
  let models: Map<string, ModelDefinition>;
  let lines: string[];
  const schema = database.name === 'postgresql' ? 'public.' : '';

  beforeEach(async () => {
    created = await database.create({ storage: 'file' });
    models = new Map();
    lines = [];
    db = open();
    await db.connect();
  });

  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  function open(settings: Record<string, unknown> = {}): DataSource {
    return new DataSource(
      'db',
      { connector: database.name, url: created.url, ...settings },
      { connectors: new ConnectorRegistry(), directory: '.', logger: { log: (line) => lines.push(line) } },
    );
  }

  function model(name: string, properties: Record<string, unknown>, settings = {}, dataSource = db): void {
    models.set(name, define(name, properties, settings));
    dataSource.attach(name, () => models.get(name)!);
  }

  async function run(sql: string): Promise<Record<string, unknown>[]> {
    return (await db.executor.execute({ sql, parameters: [] })).rows;
  }

  it('makes what is missing, once', async () => {
    model('Box', { label: { type: 'string', index: true } });
    expect(await db.isActual()).toBe(false);
    expect(await db.autoupdate()).toEqual({
      createdTables: [`${schema}box`],
      addedColumns: [],
      createdIndexes: ['box_label_idx'],
      createdConstraints: [],
    });
    expect(await db.isActual()).toBe(true);
    expect(await db.autoupdate('Box')).toEqual(NOTHING);
    expect(lines).toEqual([`Data source "db": created 1 table: ${schema}box; created 1 index: box_label_idx.`]);
  });

  it('adds columns and indexes to rows that are there, also columns that are required', async () => {
    model('Box', { label: 'string' });
    await db.autoupdate();
    await run(`INSERT INTO box ("label") VALUES ('kept')`);
    model('Box', {
      label: { type: 'string', index: { unique: true } },
      size: { type: 'number', required: true },
      color: { type: 'string', required: true, default: 'red' },
    });
    expect(await db.isActual('Box')).toBe(false);
    expect(await db.autoupdate(['Box'])).toEqual({
      createdTables: [],
      addedColumns: [`${schema}box.size`, `${schema}box.color`],
      createdIndexes: ['box_label_idx'],
      createdConstraints: [],
    });
    expect(await run('SELECT * FROM box')).toEqual([{ id: 1, label: 'kept', size: null, color: 'red' }]);
  });

  it('drops and alters nothing', async () => {
    await run('CREATE TABLE box (id INTEGER PRIMARY KEY, label VARCHAR(5), extra TEXT)');
    await run('CREATE INDEX mine ON box (label)');
    model('Box', { label: { type: 'number', required: true, index: true } });
    expect(await db.isActual()).toBe(true);
    expect(await db.autoupdate()).toEqual(NOTHING);
  });

  it('gives an index another name where its own is taken', async () => {
    for (const name of ['Box', 'Crate']) {
      model(name, { label: 'string' }, { indexes: { by_label: { keys: { label: -1 } } } });
    }
    expect((await db.autoupdate()).createdIndexes).toEqual(['by_label', 'crate_by_label']);
    expect(await db.isActual()).toBe(true);
  });

  it('says which table has rows that are not unique', async () => {
    model('Box', { label: 'string' });
    await db.autoupdate();
    await run(`INSERT INTO box ("label") VALUES ('a'), ('a')`);
    model('Box', { label: { type: 'string', index: { unique: true } } });
    await expect(db.autoupdate()).rejects.toThrow(
      'of the model "Box" cannot be updated: rows that are there already have the same values in a unique index.',
    );
    expect(await run('SELECT count(*) AS "n" FROM box')).toMatchObject([{ n: 2 }]);
  });

  it('begins anew with automigrate', async () => {
    model('Box', { label: 'string' });
    model('Other', {});
    await db.automigrate();
    await run(`INSERT INTO box ("label") VALUES ('a')`);
    await run('INSERT INTO other DEFAULT VALUES');
    expect((await db.automigrate('Box')).createdTables).toEqual([`${schema}box`]);
    await run(`INSERT INTO box ("label") VALUES ('b')`);
    expect(await run('SELECT * FROM box')).toEqual([{ label: 'b', id: 1 }]);
    expect(await run('SELECT * FROM other')).toHaveLength(1);
  });

  it('drops tables that refer to each other', async () => {
    model('Box', { label: 'string' });
    model('Crate', {});
    await db.autoupdate();
    await run('CREATE TABLE shelf (id INTEGER PRIMARY KEY, box INTEGER REFERENCES box (id))');
    await run('INSERT INTO box DEFAULT VALUES');
    await run('INSERT INTO shelf VALUES (1, 1)');
    model('Shelf', { box: 'number' });
    await db.automigrate();
    expect(await run('SELECT * FROM shelf')).toEqual([]);
  });

  it('refuses names that are not attached', async () => {
    const text = 'Cannot migrate models not attached to this datasource: Nobody';
    await expect(db.autoupdate('Nobody')).rejects.toThrow(text);
    await expect(db.automigrate(['Nobody'])).rejects.toThrow(text);
    await expect(db.isActual('Nobody')).rejects.toThrow(text);
  });

  it('never gives the number of a deleted row again', async () => {
    model('Box', { label: 'string' });
    await db.autoupdate();
    await run(`INSERT INTO box ("label") VALUES ('a'), ('b')`);
    await run('DELETE FROM box WHERE id = 2');
    await run(`INSERT INTO box ("label") VALUES ('c')`);
    expect((await run('SELECT id FROM box ORDER BY id')).map((row) => row.id)).toEqual([1, 3]);
  });

  it('makes UUIDs, given ids and ids of several parts', async () => {
    model('Ticket', {
      id: { type: 'string', id: true, generated: true, postgresql: { dataType: 'uuid' } },
      n: 'number',
    });
    model('Code', { code: { type: 'number', id: true } });
    model('Pair', { b: { type: 'string', id: 2 }, a: { type: 'number', id: 1 } });
    await db.autoupdate();
    const [ticket] = await run('INSERT INTO ticket (n) VALUES (1) RETURNING id');
    expect(ticket!.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    await expect(run('INSERT INTO code DEFAULT VALUES')).rejects.toThrow();
    await run(`INSERT INTO pair (a, b) VALUES (1, 'x'), (1, 'y')`);
    await expect(run(`INSERT INTO pair (a, b) VALUES (1, 'x')`)).rejects.toThrow();
  });

  it('lets several processes start at once', async () => {
    const others = Array.from({ length: 4 }, () => open({ max: 2 }));
    for (const other of others) {
      for (let index = 0; index < 10; index++)
        model(`Box${index}`, { label: { type: 'string', index: true } }, {}, other);
    }
    const changes = await Promise.all(others.map((other) => other.autoupdate()));
    expect(changes.flatMap(({ createdTables }) => createdTables)).toHaveLength(10);
    await Promise.all(others.map((other) => other.disconnect()));
  });

  it('looks at many tables quickly', async () => {
    for (let index = 0; index < 500; index++) {
      model(`Box${index}`, { label: { type: 'string', index: true }, size: 'number' });
    }
    expect((await db.autoupdate()).createdTables).toHaveLength(500);
    const began = performance.now();
    expect(await db.isActual()).toBe(true);
    expect(performance.now() - began).toBeLessThan(1000);
  }, 60_000);

  it.skipIf(database.name === 'sqlite')('makes schemas that are missing (SQLite has none)', async () => {
    const other = open({ schema: 'shop' });
    model('Box', { label: 'string' }, {}, other);
    model('Crate', {}, { options: { postgresql: { schema: 'Own' } } }, other);
    expect((await other.autoupdate()).createdTables).toEqual(['shop.box', 'Own.crate']);
    expect(await other.isActual()).toBe(true);
    await other.disconnect();
  });
});
