import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../test/support/databases.js';
import { PERSISTED_MODEL_DEFINITION } from '../definition/built-in-definitions.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import { resolveModelDefinition } from '../definition/resolve-model-definition.js';
import { ConnectorRegistry } from './connectors/connector.registry.js';
import { DataSource } from './data-source.js';
import type { CatalogueRow } from './dialect.js';
import type { Executor } from './executor.js';

const NOTHING = { createdTables: [], addedColumns: [], createdIndexes: [], createdConstraints: [] };
const BOX = { boxOf: { entity: 'Box', entityKey: 'id', foreignKey: 'boxId' } };

type Row = Record<string, unknown>;

function define(name: string, properties: Row, foreignKeys: unknown, settings: Row): ModelDefinition {
  const context = { source: { file: `${name}.json` }, report: () => undefined, warn: () => undefined };
  return resolveModelDefinition({ name, properties, foreignKeys, ...settings }, PERSISTED_MODEL_DEFINITION, context);
}

describe.each(testDatabases())('constraints on $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;
  let models: Map<string, ModelDefinition>;
  let lines: string[];
  let warnings: string[];
  const isSqlite = database.name === 'sqlite';
  const schema = isSqlite ? '' : 'public.';

  beforeEach(async () => {
    created = await database.create({ storage: 'file' });
    models = new Map();
    lines = [];
    warnings = [];
    db = open();
  });

  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  function open(settings: Row = {}): DataSource {
    return new DataSource(
      'db',
      { connector: database.name, url: created.url, ...settings },
      {
        connectors: new ConnectorRegistry(),
        directory: '.',
        logger: { log: (line) => lines.push(line), warn: (line) => warnings.push(line) },
      },
    );
  }

  function model(name: string, properties: Row = {}, foreignKeys?: unknown, settings: Row = {}): void {
    models.set(name, define(name, properties, foreignKeys, settings));
    db.attach(name, () => models.get(name)!);
  }

  async function run(sql: string): Promise<Row[]> {
    await db.connect();
    return (await db.executor.execute({ sql, parameters: [] })).rows;
  }

  async function failureOf(sql: string): Promise<string | undefined> {
    return run(sql).then(
      () => undefined,
      (error: unknown) => db.dialect.failure(error)?.kind,
    );
  }

  /** Names of the constraints of a table. */
  async function namesOn(table: string): Promise<readonly string[]> {
    const { sql, parameters } = db.dialect.catalogue(['public'], { foreignKeys: true });
    const { rows } = await db.executor.execute({ sql, parameters });
    const row = rows.find((each) => each['table'] === table) as unknown as CatalogueRow;
    return db.dialect
      .foreignKeys(row)
      .map(({ name = '' }) => name)
      .toSorted();
  }

  /** The tables of boxes with two rows, and of things that refer to them. */
  async function filled(things = 'INSERT INTO thing (boxid) VALUES (1), (2), (NULL)'): Promise<void> {
    model('Box', { label: { type: 'string', index: { unique: true } } });
    model('Thing', { boxId: { type: 'number', postgresql: { dataType: 'integer' } } });
    await db.autoupdate();
    await run(`INSERT INTO box (label) VALUES ('a'), ('b')`);
    await run(things);
    lines.length = 0;
  }

  const insert = (box: number | string): string => `INSERT INTO thing (boxid) VALUES (${box})`;

  describe('of new tables', () => {
    it('are made, told, and enforced', async () => {
      model('Thing', { boxId: 'number' }, BOX);
      model('Box', { label: 'string' });
      expect(await db.isActual()).toBe(false);
      expect(await db.autoupdate()).toEqual({
        ...NOTHING,
        createdTables: [`${schema}thing`, `${schema}box`],
        createdConstraints: ['boxOf'],
      });
      expect(lines).toEqual([
        `Data source "db": created 2 tables: ${schema}thing, ${schema}box; created 1 constraint: boxOf.`,
      ]);
      expect(await db.isActual()).toBe(true);
      expect(await db.autoupdate()).toEqual(NOTHING);
      expect(await failureOf(insert(1))).toBe('foreignKey');
      await run('INSERT INTO box DEFAULT VALUES');
      expect(await failureOf(insert(1))).toBeUndefined();
      expect(await failureOf(insert('NULL'))).toBeUndefined();
      expect(await failureOf('DELETE FROM box')).toBe('foreignKey');
    });

    it('may refer to each other, and to themselves', async () => {
      model('Box', { thingId: 'number', boxId: 'number' }, {
        thing: { entity: 'Thing', foreignKey: 'thingId' },
        outer: { entity: { name: 'Box' }, foreignKey: 'boxId' },
      }); // prettier-ignore
      model('Thing', { boxId: 'number' }, BOX);
      expect((await db.autoupdate()).createdConstraints.toSorted()).toEqual(['boxOf', 'outer', 'thing']);
      expect(await db.isActual()).toBe(true);
      await run('INSERT INTO box DEFAULT VALUES');
      await run('UPDATE box SET boxid = 1');
      expect(await failureOf('INSERT INTO box (boxid) VALUES (9)')).toBe('foreignKey');
      expect(await failureOf('INSERT INTO box (thingid) VALUES (9)')).toBe('foreignKey');
      expect(await failureOf(insert(9))).toBe('foreignKey');
      expect((await db.automigrate()).createdConstraints.toSorted()).toEqual(['boxOf', 'outer', 'thing']);
      expect(await run('SELECT * FROM box')).toEqual([]);
      expect(await db.isActual()).toBe(true);
    });

    it('bring the tables along that they need', async () => {
      model('Shelf');
      model('Box', { shelfId: 'number' }, { shelf: { entity: 'Shelf', foreignKey: 'shelfId' } });
      model('Thing', { boxId: 'number' }, BOX);
      model('Other');
      const { createdTables } = await db.autoupdate('Thing');
      expect(createdTables).toEqual([`${schema}thing`, `${schema}box`, `${schema}shelf`]);
      expect(await db.isActual(['Thing', 'Box', 'Shelf'])).toBe(true);
      expect(await db.isActual('Other')).toBe(false);
    });

    it('read names in any case, of properties and of columns', async () => {
      model('Box', { label: { type: 'string', index: { unique: true }, postgresql: { columnName: 'box_label' } } });
      model('Thing', { boxLabel: 'string', twice: 'string' }, {
        first: { entity: 'box', entityKey: 'BOX_LABEL', foreignKey: 'BOXLABEL' },
        second: { name: 'other', entity: 'Box', entityKey: 'Label', foreignKey: 'Twice' },
      }); // prettier-ignore
      expect((await db.autoupdate()).createdConstraints).toEqual(['first', 'other']);
      await run(`INSERT INTO box (box_label) VALUES ('a')`);
      expect(await failureOf(`INSERT INTO thing (boxlabel, twice) VALUES ('a', 'a')`)).toBeUndefined();
      expect(await failureOf(`INSERT INTO thing (boxlabel) VALUES ('b')`)).toBe('foreignKey');
      expect(await failureOf(`INSERT INTO thing (twice) VALUES ('b')`)).toBe('foreignKey');
    });

    it.each([
      ['numbers', { type: 'number', id: true, generated: true }, 'number'],
      ['large numbers', { type: 'number', id: true, generated: true, dataType: 'bigint' }, 'number'],
      ['numbers that are called strings', { type: 'string', id: true, generated: true }, 'string'],
      ['chosen numbers', { type: 'number', id: true }, 'number'],
      ['UUIDs', { type: 'string', id: true, generated: true, dataType: 'uuid' }, 'string'],
      ['strings', { type: 'string', id: true }, 'string'],
    ])('give a key the column of the ids: %s', async (_, id, type) => {
      model('Box', { id });
      model('Thing', { boxId: type }, BOX);
      await db.autoupdate();
      expect(await db.isActual()).toBe(true);
      const value = { integer: 1, bigint: 1, uuid: "'6a2f41a3-c54c-4ec4-8d14-0b1f6ae0ee5c'", text: "'x'" };
      const key = value[db.tableOf('Thing').columns[0]!.storage as keyof typeof value];
      expect(await failureOf(insert(key))).toBe('foreignKey');
      await run(`INSERT INTO box (id) VALUES (${key})`);
      expect(await failureOf(insert(key))).toBeUndefined();
    });

    it('may have any name', async () => {
      const name = `"; DROP TABLE box; -- ' REFERENCES x (y), ) \\ [`;
      model('Box');
      model('Thing', { boxId: 'number' }, { [name]: { entity: 'Box', foreignKey: 'boxId' } });
      expect((await db.autoupdate()).createdConstraints).toEqual([name]);
      expect(await namesOn('thing')).toEqual([name]);
      model('Thing', { boxId: 'number' }, { [name]: { entity: 'Box', foreignKey: 'boxId', onDelete: 'CASCADE' } });
      expect((await db.autoupdate()).createdConstraints).toEqual([name]);
      expect(await namesOn('thing')).toEqual([name]);
      expect(await db.isActual()).toBe(true);
      expect(await failureOf(insert(1))).toBe('foreignKey');
    });

    it('are made of many tables', async () => {
      for (let number = 0; number < 130; number++) {
        const next = `Link${(number + 1) % 130}`;
        model(`Link${number}`, { nextId: 'number' }, { next: { entity: next, foreignKey: 'nextId' } });
      }
      expect((await db.autoupdate()).createdConstraints).toHaveLength(130);
      expect(await db.isActual()).toBe(true);
      expect(await failureOf('INSERT INTO link129 (nextid) VALUES (1)')).toBe('foreignKey');
    }, 60_000);

    it.skipIf(isSqlite)('reach from one schema to another (SQLite has none)', async () => {
      model('Box', {}, undefined, { postgresql: { schema: 'store', table: 'thing' } });
      model('Thing', { boxId: 'number' }, BOX);
      expect(await db.autoupdate()).toMatchObject({ createdConstraints: ['boxOf'] });
      expect(await db.isActual()).toBe(true);
      expect(await failureOf(insert(1))).toBe('foreignKey');
      await run('INSERT INTO store.thing DEFAULT VALUES');
      expect(await failureOf(insert(1))).toBeUndefined();
      await run('DELETE FROM thing');
      expect(await db.automigrate('Box')).toMatchObject({ createdTables: ['store.thing'] });
      expect(await failureOf(insert(1))).toBe('foreignKey');
    });

    it('keep a name as the database does', async () => {
      const name = `${'é'.repeat(40)}Long`;
      model('Box');
      model('Thing', { boxId: 'number' }, { [name]: { entity: 'Box', foreignKey: 'boxId' } });
      expect((await db.autoupdate()).createdConstraints).toEqual([isSqlite ? name : 'é'.repeat(31)]);
      expect(await db.isActual()).toBe(true);
    });

    it('are not asked for where no model has any', async () => {
      model('Box');
      await db.connect();
      const statements = counted(db);
      await db.autoupdate();
      expect(statements.filter((sql) => /foreignKeys|pg_constraint|foreign_key/.test(sql))).toEqual([]);
      statements.length = 0;
      await db.autoupdate();
      expect(statements).toHaveLength(1);
    });

    it('cost no statement once they are there', async () => {
      model('Box');
      model('Thing', { boxId: 'number' }, BOX);
      await db.autoupdate();
      const statements = counted(db);
      await db.autoupdate();
      expect(statements).toHaveLength(1);
    });
  });

  describe('of tables that are there', () => {
    it('are added to their rows', async () => {
      await filled();
      model('Thing', { boxId: { type: 'number', postgresql: { dataType: 'integer' } } }, BOX);
      expect(await db.isActual()).toBe(false);
      expect(await db.autoupdate()).toEqual({ ...NOTHING, createdConstraints: ['boxOf'] });
      expect(lines).toEqual(['Data source "db": created 1 constraint: boxOf.']);
      expect(await db.isActual()).toBe(true);
      expect(await run('SELECT id, boxid FROM thing ORDER BY id')).toEqual([
        { id: 1, boxid: 1 },
        { id: 2, boxid: 2 },
        { id: 3, boxid: null },
      ]);
      expect(await failureOf(insert(3))).toBe('foreignKey');
      expect(await failureOf('DELETE FROM box WHERE id = 1')).toBe('foreignKey');
    });

    it('are added with a column', async () => {
      await filled();
      model('Thing', { boxId: 'number', otherId: 'number' }, {
        other: { entity: 'Box', foreignKey: 'otherId', onDelete: 'set null' },
      }); // prettier-ignore
      expect(await db.autoupdate()).toEqual({
        ...NOTHING,
        addedColumns: [`${schema}thing.otherid`],
        createdConstraints: ['other'],
      });
      await run('UPDATE thing SET otherid = 1');
      await run('DELETE FROM box WHERE id = 1');
      expect(await run('SELECT count(*) AS "n" FROM thing WHERE otherid IS NULL')).toEqual([{ n: 3 }]);
    });

    it('are refused, with everything as it was, where rows violate them', async () => {
      await filled('INSERT INTO thing (boxid) VALUES (1), (77)');
      model('Thing', { boxId: 'number', size: 'number' }, BOX);
      await expect(db.autoupdate()).rejects.toMatchObject({
        code: 'SCHEMA_UPDATE_FAILED',
        message: expect.stringMatching(/"thing" of the model "Thing" cannot be updated: rows of "thing" refer to rows/),
      });
      expect(await run('SELECT * FROM thing ORDER BY id')).toEqual([
        { id: 1, boxid: 1 },
        { id: 2, boxid: 77 },
      ]);
      expect(await failureOf(insert(78))).toBeUndefined();
      await run('DELETE FROM thing WHERE boxid > 2');
      expect((await db.autoupdate()).createdConstraints).toEqual(['boxOf']);
      expect(await failureOf(insert(78))).toBe('foreignKey');
    });

    it('are made anew where they differ', async () => {
      await filled();
      const properties = { boxId: { type: 'number', postgresql: { dataType: 'integer' } } };
      const variants = [
        BOX.boxOf,
        { ...BOX.boxOf, onDelete: 'CASCADE' },
        { ...BOX.boxOf, onDelete: 'CASCADE', onUpdate: 'set  null' },
        { ...BOX.boxOf, entity: 'Crate' },
        { ...BOX.boxOf, entity: 'Crate', foreignKey: 'id' },
      ];
      model('Crate');
      await db.autoupdate('Crate');
      await run('INSERT INTO crate (id) VALUES (1), (2), (3)');
      for (const boxOf of variants) {
        model('Thing', properties, { boxOf });
        expect({ boxOf, isActual: await db.isActual() }).toEqual({ boxOf, isActual: false });
        expect(await db.autoupdate()).toEqual({ ...NOTHING, createdConstraints: ['boxOf'] });
        expect(await db.isActual()).toBe(true);
      }
      expect(await failureOf('DELETE FROM box')).toBeUndefined();
      expect(await failureOf('DELETE FROM crate')).toBe('foreignKey');
      expect(await run('SELECT count(*) AS "n" FROM thing')).toEqual([{ n: 3 }]);
    });

    it('are left alone where no definition names them, or another name says the same', async () => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run('CREATE TABLE thing (id INTEGER PRIMARY KEY, boxid INTEGER CONSTRAINT mine REFERENCES box (id), other INTEGER CONSTRAINT theirs REFERENCES box)'); // prettier-ignore
      model('Box');
      model('Thing', { boxId: 'number', other: 'number' }, BOX);
      expect(await db.isActual()).toBe(true);
      expect(await db.autoupdate()).toEqual(NOTHING);
      model('Thing', { boxId: 'number', other: 'number' }, { boxOf: { ...BOX.boxOf, onDelete: 'CASCADE' } });
      expect(await db.autoupdate()).toEqual({ ...NOTHING, createdConstraints: ['boxOf'] });
      expect(await namesOn('thing')).toEqual(['boxOf', 'mine', 'theirs']);
      await run('INSERT INTO box (id) VALUES (1)');
      await run('INSERT INTO thing (id, other) VALUES (1, 1)');
      expect(await failureOf('DELETE FROM box')).toBe('foreignKey');
    });

    it('say what columns cannot be compared', async () => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run('CREATE TABLE thing (id INTEGER PRIMARY KEY, boxid TEXT)');
      model('Box');
      model('Thing', { boxId: 'number' }, BOX);
      const update = db.autoupdate();
      if (isSqlite) expect((await update).createdConstraints).toEqual(['boxOf']);
      else {
        const remedy = 'ALTER TABLE "public"."thing" ALTER COLUMN "boxid" TYPE integer USING "boxid"::integer';
        await expect(update).rejects.toThrow(
          `are of incompatible types: text and integer (${remedy}; gives it the type).`,
        );
        await run(remedy);
        expect((await db.autoupdate()).createdConstraints).toEqual(['boxOf']);
      }
    });

    it('are not kept from being made by rows that violate those of others', async () => {
      const mine = isSqlite ? ', CONSTRAINT mine FOREIGN KEY (other) REFERENCES box (id)' : '';
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run(`CREATE TABLE thing (id INTEGER PRIMARY KEY, boxid INTEGER, other INTEGER${mine})`);
      if (isSqlite) await run('PRAGMA foreign_keys = OFF');
      await run('INSERT INTO thing (id, other) VALUES (1, 77)');
      if (isSqlite) await run('PRAGMA foreign_keys = ON');
      else await run('ALTER TABLE thing ADD CONSTRAINT mine FOREIGN KEY (other) REFERENCES box (id) NOT VALID');
      model('Box');
      model('Thing', { boxId: 'number', other: 'number' }, BOX);
      expect((await db.autoupdate()).createdConstraints).toEqual(['boxOf']);
      expect(await namesOn('thing')).toEqual(['boxOf', 'mine']);
      expect(await failureOf('INSERT INTO thing (id, boxid) VALUES (2, 1)')).toBe('foreignKey');
    });

    it('are made once by several processes at a time', async () => {
      await filled();
      const change = () => model('Thing', { boxId: { type: 'number', postgresql: { dataType: 'integer' } } }, BOX);
      change();
      const other = open();
      for (const name of models.keys()) other.attach(name, () => models.get(name)!);
      const changes = await Promise.all([db.autoupdate(), other.autoupdate()]);
      await other.disconnect();
      expect(changes.flatMap(({ createdConstraints }) => createdConstraints)).toEqual(['boxOf']);
      expect(await run('SELECT count(*) AS "n" FROM thing')).toEqual([{ n: 3 }]);
    });
  });

  describe('automigrate', () => {
    const related = async (onDelete = 'CASCADE'): Promise<void> => {
      model('Box');
      model('Thing', { boxId: 'number' }, { boxOf: { ...BOX.boxOf, onDelete } });
      await db.automigrate();
      await run('INSERT INTO box DEFAULT VALUES');
    };

    it('of a table keeps the constraints of others that refer to it', async () => {
      await related();
      await run(insert('NULL'));
      expect(await db.automigrate('Box')).toEqual({ ...NOTHING, createdTables: [`${schema}box`] });
      expect(await db.isActual()).toBe(true);
      expect(await run('SELECT * FROM thing')).toHaveLength(1);
      expect(await failureOf(insert(1))).toBe('foreignKey');
    });

    it('of a table is refused, with everything as it was, where rows of others refer to it', async () => {
      await related();
      await run(insert(1));
      await expect(db.automigrate('Box')).rejects.toThrow(
        /model "Box" cannot be updated: rows of "thing" refer to rows/,
      );
      expect(await run('SELECT * FROM box')).toHaveLength(1);
      expect(await run('SELECT boxid FROM thing')).toEqual([{ boxid: 1 }]);
      expect(await failureOf(insert(2))).toBe('foreignKey');
    });

    it('of a table makes its constraints anew', async () => {
      await related();
      await run(insert(1));
      const { createdTables, createdConstraints } = await db.automigrate('Thing');
      expect({ createdTables, createdConstraints }).toEqual({
        createdTables: [`${schema}thing`],
        createdConstraints: ['boxOf'],
      });
      expect(await run('SELECT * FROM box')).toHaveLength(1);
      expect(await failureOf(insert(1))).toBeUndefined();
      expect(await failureOf(insert(2))).toBe('foreignKey');
    });

    it.each(['CASCADE', 'SET NULL', 'NO ACTION'])(
      'of a table is refused just so where no definition names the constraint any more: ON DELETE %s',
      async (onDelete) => {
        await related(onDelete);
        await run(insert(1));
        model('Thing', { boxId: 'number' });
        await expect(db.automigrate('Box')).rejects.toThrow(
          /model "Box" cannot be updated: rows of "thing" refer to rows/,
        );
        expect(await run('SELECT * FROM box')).toHaveLength(1);
        expect(await run('SELECT boxid FROM thing')).toEqual([{ boxid: 1 }]);
        await run('UPDATE thing SET boxid = NULL');
        await db.automigrate('Box');
        expect(await run('SELECT boxid FROM thing')).toEqual([{ boxid: null }]);
        expect(await namesOn('thing')).toEqual(['boxOf']);
        expect(await failureOf(insert(1))).toBe('foreignKey');
      },
    );

    it('of a table is refused where rows of a table that no model has refer to it', async () => {
      model('Box');
      await db.automigrate();
      await run('INSERT INTO box DEFAULT VALUES');
      await run('CREATE TABLE lid (boxid INTEGER REFERENCES box (id) ON DELETE CASCADE)');
      await run('INSERT INTO lid VALUES (1)');
      await expect(db.automigrate()).rejects.toThrow('rows of "lid" refer to rows');
      expect([await run('SELECT * FROM box'), await run('SELECT * FROM lid')]).toMatchObject([[{}], [{ boxid: 1 }]]);
    });

    it('of all begins anew, whoever refers to whom', async () => {
      await related('RESTRICT');
      await run(insert(1));
      await db.automigrate();
      expect([await run('SELECT * FROM box'), await run('SELECT * FROM thing')]).toEqual([[], []]);
    });
  });

  describe('that cannot be', () => {
    it('are told where the model is on another data source, once', async () => {
      model('Thing', { boxId: 'number' }, BOX);
      await db.autoupdate();
      await db.autoupdate();
      expect(warnings).toEqual([
        'Data source "db": there is no constraint "boxOf" of the model "Thing", since the model "Box" is not on the same data source.',
      ]);
      expect(await failureOf(insert(1))).toBeUndefined();
    });

    it('are made when the model comes', async () => {
      model('Thing', { boxId: { type: 'number', postgresql: { dataType: 'integer' } } }, BOX);
      await db.autoupdate();
      model('Box');
      expect((await db.autoupdate()).createdConstraints).toEqual(['boxOf']);
    });

    it.each<[string, Row, string, string, string]>([
      [
        'an unknown property of its own',
        { entity: 'Box', foreignKey: 'boxNumber' },
        '/foreignKeys/boxOf/foreignKey',
        'Thing has no property or column "boxNumber"',
        'one of boxId, id',
      ],
      [
        'an unknown property of the other model',
        { entity: 'Box', entityKey: 'number', foreignKey: 'boxId' },
        '/foreignKeys/boxOf/entityKey',
        'Box has no property or column "number"',
        'one of label, id',
      ],
      [
        'a property that is not unique',
        { entity: 'Box', entityKey: 'label', foreignKey: 'boxId' },
        '/foreignKeys/boxOf/entityKey',
        '"label" of Box is not unique, so that no constraint can refer to it',
        'the id of Box, or a property with "index": { "unique": true }',
      ],
    ])('are refused before anything is opened: %s', async (_, boxOf, pointer, message, expected) => {
      model('Box', { label: { type: 'string', index: true } });
      model('Thing', { boxId: 'number' }, { boxOf });
      const problems = [{ file: 'Thing.json', pointer, message, expected }];
      await expect(db.connect()).rejects.toMatchObject({ code: 'INVALID_DEFINITIONS', problems });
      expect(db.connected).toBe(false);
    });

    it('are refused where two have one name', async () => {
      model('Box');
      model('Thing', { boxId: 'number' }, { boxOf: BOX.boxOf, again: { ...BOX.boxOf, name: 'boxOf' } });
      await expect(db.connect()).rejects.toThrow(
        'Thing.json › /foreignKeys/again: there is another constraint named "boxOf"; a "name" of its own',
      );
    });

    it('are all told at once', async () => {
      model('Box');
      model('Thing', {}, { a: { entity: 'Box', foreignKey: 'x' }, b: { entity: 'Box', foreignKey: 'y' } });
      model('Other', {}, { c: { entity: 'Box', entityKey: 'z', foreignKey: 'id' } });
      const error: unknown = await db.connect().catch((reason: unknown) => reason);
      expect(error).toMatchObject({ problems: [{}, {}, {}] });
    });
  });

  describe.skipIf(!isSqlite)('a table that is made anew (PostgreSQL alters it)', () => {
    const OLD = `CREATE TABLE "thing" (
      id INTEGER PRIMARY KEY AUTOINCREMENT, boxid INTEGER, -- with a comment, and ( a parenthesis
      label TEXT COLLATE NOCASE DEFAULT 'a, b', extra TEXT CHECK (extra <> ')'),
      twice INTEGER GENERATED ALWAYS AS (boxid * 2) VIRTUAL, UNIQUE (label)
    ) STRICT`;

    beforeEach(async () => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run('INSERT INTO box VALUES (1)');
      await run(OLD);
      await run('CREATE INDEX partly ON thing (extra DESC) WHERE extra IS NOT NULL');
      await run('CREATE TABLE log (text TEXT)');
      await run(`CREATE TRIGGER told AFTER INSERT ON thing BEGIN INSERT INTO log VALUES ('made; ' || new.id); END`);
      await run('CREATE TABLE part (id INTEGER PRIMARY KEY, thing INTEGER REFERENCES thing (id) ON DELETE CASCADE)');
      await run('CREATE VIEW things AS SELECT id, label FROM thing');
      await run(
        `INSERT INTO thing (boxid, label, extra) VALUES (1, 'first', 'x'), (NULL, 'second', NULL), (1, 'x', 'y')`,
      );
      await run('DELETE FROM thing WHERE id = 3');
      await run('INSERT INTO part VALUES (1, 1)');
      model('Box');
      model('Thing', { boxId: 'number', label: 'string' }, BOX);
      expect(await db.autoupdate()).toEqual({ ...NOTHING, createdConstraints: ['boxOf'] });
    });

    it('keeps its rows, and those that refer to them', async () => {
      expect(await run('SELECT * FROM thing')).toEqual([
        { id: 1, boxid: 1, label: 'first', extra: 'x', twice: 2 },
        { id: 2, boxid: null, label: 'second', extra: null, twice: null },
      ]);
      expect(await run('SELECT * FROM part')).toEqual([{ id: 1, thing: 1 }]);
    });

    it('keeps indexes, triggers, views, checks and collations', async () => {
      expect(
        await run(`SELECT name FROM sqlite_schema WHERE name IN ('partly', 'told', 'things') ORDER BY name`),
      ).toEqual(['partly', 'things', 'told'].map((name) => ({ name })));
      expect(await failureOf(`INSERT INTO thing (extra) VALUES (')')`)).toBe('invalidValue');
      expect(await failureOf(`INSERT INTO thing (label) VALUES ('FIRST')`)).toBe('unique');
      await run('INSERT INTO thing (boxid) VALUES (1)');
      expect(await run('SELECT * FROM log')).toEqual([1, 2, 3, 4].map((id) => ({ text: `made; ${id}` })));
      expect(await run('SELECT * FROM things WHERE id = 4')).toEqual([{ id: 4, label: 'a, b' }]);
    });

    it('gives no id again', async () => {
      expect(await run('INSERT INTO thing (boxid) VALUES (1) RETURNING id')).toEqual([{ id: 4 }]);
    });

    it('is referred to as before, and enforced again', async () => {
      expect(await failureOf(insert(2))).toBe('foreignKey');
      expect(await failureOf('INSERT INTO part VALUES (2, 9)')).toBe('foreignKey');
      await run('DELETE FROM thing WHERE id = 1');
      expect(await run('SELECT * FROM part')).toEqual([]);
    });
  });

  describe.skipIf(!isSqlite)('a table that somebody else has made, made anew (PostgreSQL alters it)', () => {
    it.each([
      [
        'a comment behind the table',
        'CREATE TABLE thing (id TEXT, boxid INTEGER, PRIMARY KEY (id)) WITHOUT ROWID -- end',
      ],
      ['a comment behind the columns', 'CREATE TABLE thing (id INTEGER PRIMARY KEY, boxid INTEGER -- end\n)'],
      [
        'comments everywhere',
        'CREATE TABLE thing (id INT, /* , ) */ boxid INTEGER /* end */) /* of */ STRICT /* it */',
      ],
      [
        'a comment behind an index',
        'CREATE TABLE thing (id INT, boxid INTEGER); CREATE INDEX i ON thing (id) -- end\n;',
      ],
      [
        'a comment behind a trigger',
        'CREATE TABLE thing (id INT, boxid INTEGER); CREATE TRIGGER t AFTER DELETE ON thing BEGIN SELECT 1; END -- end\n;',
      ],
      ['columns named as row numbers are', 'CREATE TABLE thing (id INT, boxid INTEGER, rowid TEXT, OID TEXT)'],
    ])('may have %s', async (_, sql) => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await db.executor.execute({ sql, parameters: [] }, { script: true });
      await run(`INSERT INTO thing (id, boxid) VALUES (5, NULL)`);
      model('Box');
      model('Thing', { boxId: 'number' }, BOX);
      expect(await db.autoupdate()).toEqual({ ...NOTHING, createdConstraints: ['boxOf'] });
      expect(await run('SELECT id, boxid FROM thing')).toMatchObject([{ boxid: null }]);
      expect(await failureOf('INSERT INTO thing (id, boxid) VALUES (6, 1)')).toBe('foreignKey');
      expect(await run("SELECT count(*) AS n FROM sqlite_schema WHERE name IN ('i', 't')")).toEqual([
        { n: Number(/INDEX|TRIGGER/.test(sql)) },
      ]);
      expect(await db.isActual()).toBe(true);
    });

    it('keeps the numbers of its rows', async () => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run('CREATE TABLE thing (id TEXT PRIMARY KEY, boxid INTEGER, rowid TEXT)');
      await run(`INSERT INTO thing (oid, id) VALUES (7, 'a'), (3, 'b')`);
      model('Box');
      model('Thing', { boxId: 'number' }, BOX);
      await db.autoupdate();
      expect(await run('SELECT oid AS "number", id FROM thing ORDER BY oid')).toEqual([
        { number: 3, id: 'b' },
        { number: 7, id: 'a' },
      ]);
    });

    it('keeps its statistics', async () => {
      await run('CREATE TABLE box (id INTEGER PRIMARY KEY)');
      await run('CREATE TABLE thing (id INTEGER PRIMARY KEY, boxid INTEGER)');
      await run('CREATE INDEX by_box ON thing (boxid)');
      await run('INSERT INTO thing (boxid) VALUES (NULL), (NULL)');
      await run('ANALYZE');
      model('Box');
      model('Thing', { boxId: 'number' }, BOX);
      await db.autoupdate();
      expect(await run(`SELECT idx, stat FROM sqlite_stat1 WHERE tbl = 'thing'`)).toEqual([
        { idx: 'by_box', stat: '2 2' },
      ]);
    });
  });

  describe.skipIf(!isSqlite)('of data that are taken over from a file (into SQLite)', () => {
    let directory: string;

    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'loopnest-memory-'));
    });

    afterEach(() => rm(directory, { recursive: true }));

    const take = async (box: number): Promise<void> => {
      const rows = { Thing: { 1: JSON.stringify({ id: 1, boxId: 7 }) }, Box: { 1: JSON.stringify({ id: box }) } };
      const file = join(directory, 'data.json');
      await writeFile(file, JSON.stringify({ ids: { Thing: 2, Box: 8 }, models: rows }));
      db = open({ connector: 'memory', file });
      model('Thing', { boxId: 'number' }, BOX);
      model('Box');
      await db.ready();
    };

    it('hold, in whatever order the rows come', async () => {
      await take(7);
      expect(await run('SELECT boxid FROM thing')).toEqual([{ boxid: 7 }]);
      expect(await failureOf(insert(8))).toBe('foreignKey');
    });

    it('are refused where rows violate them', async () => {
      await expect(take(6)).rejects.toThrow('rows of "thing" refer to rows of "box" that are not there');
    });
  });

  it.skipIf(!isSqlite)('are enforced again in memory, also after a failure (of SQLite)', async () => {
    db = open({ url: 'sqlite::memory:' });
    await filled('INSERT INTO thing (boxid) VALUES (77)');
    model('Thing', { boxId: 'number' }, BOX);
    await expect(db.autoupdate()).rejects.toThrow('refer to rows of "box" that are not there');
    expect(await run('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    expect(await run('PRAGMA legacy_alter_table')).toEqual([{ legacy_alter_table: 0 }]);
    await run('DELETE FROM thing');
    await db.autoupdate();
    expect(await run('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
    expect(await failureOf(insert(77))).toBe('foreignKey');
  });
});

/** The texts of the statements that a data source runs from now on. */
function counted(db: DataSource): string[] {
  const statements: string[] = [];
  const { executor } = db;
  const execute: Executor['execute'] = (statement, options) => {
    statements.push(statement.sql);
    return Object.getPrototypeOf(executor).execute.call(executor, statement, options);
  };
  Object.defineProperty(executor, 'execute', { value: execute });
  return statements;
}
