import { describe, expect, it } from 'vitest';
import { PERSISTED_MODEL_DEFINITION } from '../definition/built-in-definitions.js';
import { resolveModelDefinition } from '../definition/resolve-model-definition.js';
import type { Column, Table } from './column.js';
import { PostgresqlDialect } from './dialects/postgresql.dialect.js';
import { SqliteDialect } from './dialects/sqlite.dialect.js';
import { tableOf } from './table.js';

const DIALECTS = { postgresql: new PostgresqlDialect(), sqlite: new SqliteDialect() };

function table(raw: Record<string, unknown>, dialect: keyof typeof DIALECTS = 'postgresql'): Table {
  const context = { report: () => undefined, warn: () => undefined };
  return tableOf(resolveModelDefinition(raw, PERSISTED_MODEL_DEFINITION, context), DIALECTS[dialect]);
}

function column(property: unknown, dialect: keyof typeof DIALECTS = 'postgresql'): Column {
  return table({ name: 'M', properties: { p: property } }, dialect).columns[0]!;
}

describe('names', () => {
  it('are in lower case where nothing is said', () => {
    const { name, schema, sql, columns } = table({ name: 'OrderItem', properties: { unitPrice: 'number' } });
    expect({ name, schema, sql }).toEqual({ name: 'orderitem', schema: 'public', sql: '"public"."orderitem"' });
    expect(columns.map((item) => item.name)).toEqual(['unitprice', 'id']);
  });

  it('are those of the section for the database', () => {
    const mapped = { columnName: 'Unit "Price"' };
    const raw = {
      name: 'OrderItem',
      options: { postgresql: { schema: 'shop', table: 'tbl_Items' } },
      properties: { unitPrice: { type: 'number', postgresql: mapped } },
    };
    expect(table(raw)).toMatchObject({ name: 'tbl_Items', schema: 'shop', sql: '"shop"."tbl_Items"' });
    expect(table(raw).columns[0]!.name).toBe('Unit "Price"');
    expect(table(raw, 'sqlite')).toMatchObject({ name: 'tbl_Items', schema: undefined, sql: '"tbl_Items"' });
  });

  it('on SQLite are those of its own section first', () => {
    const raw = { name: 'A', options: { sqlite3: { tableName: 'own' }, postgresql: { table: 'other' } } };
    expect(table(raw, 'sqlite').name).toBe('own');
    expect(table(raw).name).toBe('other');
  });

  it('are cut off where PostgreSQL does', () => {
    expect(table({ name: 'A'.repeat(70) }).name).toBe('a'.repeat(63));
    expect(table({ name: 'A', options: { postgresql: { table: 'é'.repeat(40) } } }).name).toBe('é'.repeat(31));
  });
});

describe('column types', () => {
  it.each([
    ['string', 'TEXT', 'TEXT', 'text'],
    ['text', 'TEXT', 'TEXT', 'text'],
    ['DateString', 'TEXT', 'TEXT', 'text'],
    ['number', 'DOUBLE PRECISION', 'DOUBLE PRECISION', 'real'],
    ['boolean', 'BOOLEAN', 'BOOLEAN', 'boolean'],
    ['date', 'TIMESTAMP WITH TIME ZONE', 'datetime', 'timestamp'],
    ['GeoPoint', 'POINT', 'TEXT', 'point'],
    ['buffer', 'BYTEA', 'BLOB', 'bytes'],
    ['object', 'TEXT', 'TEXT', 'json'],
    ['any', 'TEXT', 'TEXT', 'json'],
    ['json', 'TEXT', 'TEXT', 'json'],
    [['string'], 'TEXT', 'TEXT', 'json'],
    [{ a: 'number' }, 'TEXT', 'TEXT', 'json'],
    ['Address', 'TEXT', 'TEXT', 'json'],
  ])('of %j', (type, postgresql, sqlite, storage) => {
    expect(column({ type })).toMatchObject({ sqlType: postgresql, storage });
    expect(column({ type }, 'sqlite')).toMatchObject({ sqlType: sqlite, storage });
  });

  it.each([
    [{ dataType: 'jsonb' }, 'object', 'JSONB', 'jsonb', 'TEXT', 'json'],
    [{ dataType: 'varchar', dataLength: 40 }, 'string', 'VARCHAR(40)', 'text', 'VARCHAR(40)', 'text'],
    [{ dataType: 'character varying', dataLength: 40 }, 'string', 'CHARACTER VARYING(40)', 'text', 'TEXT', 'text'],
    [
      { dataType: 'numeric', dataPrecision: 10, dataScale: 2 },
      'number',
      'NUMERIC(10,2)',
      'numeric',
      'NUMERIC',
      'numeric',
    ],
    [{ dataType: 'integer', dataPrecision: 32, dataScale: 0 }, 'number', 'INTEGER', 'integer', 'INTEGER', 'integer'],
    [{ dataType: 'bigint' }, 'number', 'BIGINT', 'bigint', 'INTEGER', 'bigint'],
    [{ dataType: 'uuid' }, 'string', 'UUID', 'uuid', 'TEXT', 'uuid'],
    [{ dataType: 'text' }, 'object', 'TEXT', 'json', 'TEXT', 'json'],
    [{ dataType: 'varchar[]' }, ['string'], 'VARCHAR[]', 'other', 'TEXT', 'other'],
    [
      { dataType: 'timestamp without time zone' },
      'date',
      'TIMESTAMP WITHOUT TIME ZONE',
      'timestamp',
      'datetime',
      'timestamp',
    ],
    [{ dataType: 'citext' }, 'string', 'CITEXT', 'text', 'TEXT', 'text'],
    [{ dataType: 'point' }, 'GeoPoint', 'POINT', 'point', 'TEXT', 'point'],
  ])('of %j', (section, type, sqlType, storage, sqliteType, sqliteStorage) => {
    expect(column({ type, postgresql: section })).toMatchObject({ sqlType, storage });
    expect(column({ type, postgresql: section }, 'sqlite')).toMatchObject({
      sqlType: sqliteType,
      storage: sqliteStorage,
    });
  });

  it('know the longest text that fits', () => {
    expect(column({ type: 'string', postgresql: { dataType: 'varchar', dataLength: 40 } }).maxLength).toBe(40);
    expect(column({ type: 'string', length: 20, postgresql: { dataType: 'varchar' } }).maxLength).toBe(20);
    expect(column({ type: 'string', postgresql: { dataType: 'varchar(30)' } }).maxLength).toBe(30);
    expect(column({ type: 'string', length: 20 }).maxLength).toBeUndefined();
  });
});

describe('ids', () => {
  const id = (property: Record<string, unknown>, dialect?: keyof typeof DIALECTS) =>
    column({ id: true, ...property }, dialect);

  it('that are generated are serial numbers, whatever their type says', () => {
    for (const type of ['number', 'string']) {
      expect(id({ type, generated: true })).toMatchObject({
        sqlType: 'SERIAL',
        storage: 'integer',
        generated: 'serial',
      });
      expect(id({ type, generated: true }, 'sqlite')).toMatchObject({ sqlType: 'INTEGER', generated: 'serial' });
    }
  });

  it('that are generated UUIDs are made by the database', () => {
    const property = { type: 'string', generated: true, postgresql: { dataType: 'uuid' } };
    expect(id(property)).toMatchObject({ sqlType: 'UUID', storage: 'uuid', generated: 'uuid' });
    expect(id(property, 'sqlite')).toMatchObject({ sqlType: 'TEXT', storage: 'uuid', generated: 'uuid' });
  });

  it('that are given are whole numbers or texts, and not null', () => {
    expect(id({ type: 'number' })).toMatchObject({ sqlType: 'INTEGER', generated: false, nullable: false, primary: 1 });
    expect(id({ type: 'string' })).toMatchObject({ sqlType: 'TEXT', generated: false, nullable: false });
  });
});

describe('null', () => {
  it.each([
    [{ type: 'string' }, true],
    [{ type: 'string', required: true }, false],
    [{ type: 'string', nullable: false }, false],
    [{ type: 'string', postgresql: { nullable: 'NO' } }, false],
    [{ type: 'string', postgresql: { nullable: 'N' } }, false],
    [{ type: 'string', postgresql: { nullable: 0 } }, false],
    [{ type: 'string', postgresql: { nullable: 'Y' } }, true],
  ])('in %j: %s', (property, nullable) => {
    expect(column(property).nullable).toBe(nullable);
  });
});

describe('defaults', () => {
  it.each([
    [{ type: 'string', default: "it's" }, "'it''s'", "'it''s'"],
    [{ type: 'number', default: '5' }, '5', '5'],
    [{ type: 'boolean', default: true }, 'TRUE', '1'],
    [{ type: 'date', default: '2020-05-05' }, "'2020-05-05T00:00:00.000Z'", '1588636800000'],
    [{ type: 'date', default: '$now' }, undefined, undefined],
    [{ type: 'number', default: 'x' }, undefined, undefined],
    [{ type: ['string'], default: [] }, undefined, undefined],
    [{ type: 'string', defaultFn: 'uuid' }, undefined, undefined],
  ])('of %j', (property, postgresql, sqlite) => {
    expect(column(property).defaultSql).toBe(postgresql);
    expect(column(property, 'sqlite').defaultSql).toBe(sqlite);
  });
});

describe('indexes', () => {
  const properties = {
    a: { type: 'string', index: true },
    b: { type: 'string', index: { unique: true }, postgresql: { columnName: 'Bee' } },
    c: 'string',
  };
  const indexes = (written: unknown) => table({ name: 'M', properties, indexes: written }).indexes.slice(2);

  it('of properties are named after table and column', () => {
    expect(table({ name: 'M', properties }).indexes).toEqual([
      { name: 'm_a_idx', unique: false, columns: [{ name: 'a', descending: false }] },
      { name: 'm_Bee_idx', unique: true, columns: [{ name: 'Bee', descending: false }] },
    ]);
  });

  it.each([
    [{ x: { keys: { a: 1, b: -1 }, options: { unique: true } } }, true],
    [{ x: { keys: ['a', 'b DESC'], unique: true } }, true],
    [{ x: { keys: 'a, b DESC' } }, false],
    [{ x: { a: 1, b: -1 } }, false],
    [{ x: { columns: 'a, Bee DESC', kind: 'unique' } }, true],
  ])('of the model may be written %j', (written, unique) => {
    const columns = [
      { name: 'a', descending: false },
      { name: 'Bee', descending: true },
    ];
    expect(indexes(written)).toEqual([{ name: 'x', unique, columns }]);
  });

  it('leave out what names no property', () => {
    expect(indexes({ x: { keys: { nope: 1 } }, y: 'a', z: {} })).toEqual([]);
  });
});
