import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../../test/support/databases.js';
import { PERSISTED_MODEL_DEFINITION } from '../../definition/built-in-definitions.js';
import { resolveModelDefinition } from '../../definition/resolve-model-definition.js';
import type { Column, Table } from '../column.js';
import { ConnectorRegistry } from '../connectors/connector.registry.js';
import { DataSource } from '../data-source.js';
import type { TextMatch } from '../dialect.js';

const SAMPLE = resolveModelDefinition(
  {
    name: 'Sample',
    properties: {
      title: 'string',
      price: 'number',
      count: { type: 'number', postgresql: { dataType: 'integer' } },
      big: { type: 'number', postgresql: { dataType: 'bigint' } },
      exact: { type: 'number', postgresql: { dataType: 'numeric', dataPrecision: 12, dataScale: 2 } },
      active: 'boolean',
      seen: 'date',
      place: 'GeoPoint',
      tags: ['string'],
      info: 'object',
      infob: { type: 'object', postgresql: { dataType: 'jsonb' } },
      photo: 'buffer',
      token: { type: 'string', postgresql: { dataType: 'uuid' } },
      label: { type: 'string', postgresql: { dataType: 'varchar', dataLength: 40 } },
    },
  },
  PERSISTED_MODEL_DEFINITION,
  { report: () => undefined, warn: () => undefined },
);

const FULL = {
  title: 'Tést Star_x 100%',
  price: 5,
  count: 7,
  big: 9007199254740991,
  exact: 12.5,
  active: true,
  seen: new Date('2020-05-05T10:20:30.456Z'),
  place: { lat: 50.1, lng: 14.4 },
  tags: ['a', 'b"c'],
  info: { b: 1, a: { c: [1, { d: 'x' }], n: 10.5, t: true, z: null } },
  infob: { b: 1, a: { c: [1, { d: 'x' }], n: 10.5, t: true, z: null } },
  photo: Buffer.from([0, 255, 16]),
  token: '0b0f4f3c-7d5c-4b5e-9a58-6a1f6f0f9a01',
  label: 'short',
};

const SHOWN = { id: 1, ...FULL, seen: '2020-05-05T10:20:30.456Z' };

describe.each(testDatabases())('the dialect of $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;
  let table: Table;

  beforeAll(async () => {
    created = await database.create();
    db = new DataSource('db', { connector: database.name, url: created.url }, registry());
    db.attach('Sample', () => SAMPLE);
    await db.autoupdate();
    table = db.tableOf('Sample');
    await insert(FULL);
    await insert({ title: 'other', price: 0.1, active: false, seen: new Date('1969-01-01T00:00:00Z') });
    await insert({});
  });

  afterAll(async () => {
    await db.disconnect();
    await created.drop();
  });

  function registry() {
    return { connectors: new ConnectorRegistry(), directory: '.' };
  }

  function column(property: string): Column {
    const found = table.columns.find((item) => item.property === property);
    if (found === undefined) throw new Error(property);
    return found;
  }

  async function insert(values: Record<string, unknown>): Promise<Record<string, unknown>> {
    const columns = Object.keys(values).map(column);
    const names = columns.map(({ name }) => db.dialect.quote(name)).join(', ');
    const places = columns.map((_, index) => db.dialect.placeholder(index + 1)).join(', ');
    const body = columns.length === 0 ? 'DEFAULT VALUES' : `(${names}) VALUES (${places})`;
    const { rows } = await db.executor.execute({
      sql: `INSERT INTO ${table.sql} ${body} RETURNING ${selection()}`,
      parameters: columns.map((item) => db.dialect.toParameter(values[item.property], item)),
    });
    return read(rows)[0]!;
  }

  function selection(): string {
    return table.columns.map((item) => `${db.dialect.selected(item)} AS ${db.dialect.quote(item.property)}`).join(', ');
  }

  function read(rows: Record<string, unknown>[]): Record<string, unknown>[] {
    return rows.map((row) =>
      Object.fromEntries(
        table.columns.map((item) => {
          const value = row[item.property];
          return [item.property, value === null ? null : (db.dialect.reader(item)?.(value) ?? value)];
        }),
      ),
    );
  }

  async function idsWhere(condition: string, ...parameters: readonly unknown[]): Promise<unknown[]> {
    const sql = `SELECT "id" FROM ${table.sql} WHERE ${condition} ORDER BY "id"`;
    return (await db.executor.execute({ sql, parameters })).rows.map((row) => row.id);
  }

  async function valueOf(expression: string, ...parameters: readonly unknown[]): Promise<unknown> {
    const sql = `SELECT ${expression} AS "value" FROM ${table.sql} WHERE "id" = 1`;
    return (await db.executor.execute({ sql, parameters })).rows[0]?.value;
  }

  const first = () => db.dialect.placeholder(1);

  it('reads what it wrote, as JSON shows it', async () => {
    const { rows } = await db.executor.execute({
      sql: `SELECT ${selection()} FROM ${table.sql} ORDER BY "id"`,
      parameters: [],
    });
    const [full, other, empty] = read(rows);
    expect(full).toEqual(SHOWN);
    expect(other).toMatchObject({ id: 2, price: 0.1, active: false, seen: '1969-01-01T00:00:00.000Z' });
    expect(new Set(Object.values({ ...empty, id: null }))).toEqual(new Set([null]));
  });

  it.each(Object.keys(FULL))('finds %s by equality, its negation and a list', async (property) => {
    const item = column(property);
    const value = db.dialect.toParameter(FULL[property as keyof typeof FULL], item);
    const list = db.dialect.listParameter([value, null], item);
    expect(await idsWhere(db.dialect.equals(item, first()), value)).toEqual([1]);
    expect(await idsWhere(db.dialect.isIn(item, first()), list)).toEqual([1]);
    const others = ['title', 'price', 'active', 'seen'].includes(property) ? [2] : [];
    expect(await idsWhere(db.dialect.differs(item, first()), value)).toEqual(others);
    expect(await idsWhere(db.dialect.isNotIn(item, first()), list)).toEqual(others);
  });

  it('compares objects whatever the order of their keys, lists in their order', async () => {
    for (const property of ['info', 'infob']) {
      const item = column(property);
      const value = { a: { z: null, t: true, n: 10.5, c: [1, { d: 'x' }] }, b: 1 };
      expect(await idsWhere(db.dialect.equals(item, first()), db.dialect.toParameter(value, item))).toEqual([1]);
      const other = { ...value, b: 2 };
      expect(await idsWhere(db.dialect.equals(item, first()), db.dialect.toParameter(other, item))).toEqual([]);
    }
    const tags = column('tags');
    expect(await idsWhere(db.dialect.equals(tags, first()), db.dialect.toParameter(['b"c', 'a'], tags))).toEqual([]);
  });

  it('takes a text that is no JSON for a string', async () => {
    const item = column('info');
    const texts = ['plain', '{"a":', "it's", '[1,]', '{"a":"\\u0000"}', ''];
    await db.executor.execute({ sql: `INSERT INTO ${table.sql} ("title") VALUES ('raw')`, parameters: [] });
    for (const text of texts) {
      const set = `UPDATE ${table.sql} SET "info" = ${first()} WHERE "title" = 'raw'`;
      await db.executor.execute({ sql: set, parameters: [text] });
      if (text !== texts[4]) {
        expect(await idsWhere(db.dialect.equals(item, first()), JSON.stringify(text))).toHaveLength(1);
      }
      expect(await idsWhere(db.dialect.equals(item, first()), '{"no":1}')).toEqual([]);
      const path = db.dialect.jsonPathParameter(['a', 'n']);
      expect(await idsWhere(`${db.dialect.jsonText(item, first())} IS NOT NULL`, path)).toEqual([1]);
    }
    await db.executor.execute({ sql: `DELETE FROM ${table.sql} WHERE "title" = 'raw'`, parameters: [] });
  });

  it.each([
    ['price', '>', 0.1, [1]],
    ['price', '>=', 0.1, [1, 2]],
    ['count', '<', 8, [1]],
    ['big', '<=', 9007199254740991, [1]],
    ['exact', '>', 12.49, [1]],
    ['seen', '<', new Date('1970-01-01T00:00:00Z'), [2]],
    ['title', '>', 'n', [2]],
    ['label', '<=', 'short', [1]],
    ['active', '>', false, [1]],
  ] as const)('compares %s %s a value', async (property, operator, value, ids) => {
    const item = column(property);
    const condition = db.dialect.compares(item, operator, first());
    expect(await idsWhere(condition, db.dialect.toParameter(value, item))).toEqual(ids);
  });

  it.each([
    ['title', 'like', 'Tést%', [1]],
    ['title', 'like', 'tést%', []],
    ['title', 'like', '%Star\\_x 100\\%', [1]],
    ['title', 'like', '%Star\\_y%', []],
    ['title', 'like', 'oth_r', [2]],
    ['title', 'like', '%*%', []],
    ['title', 'like', '%[a-z]%', []],
    ['title', 'like', 'x\\', []],
    ['title', 'ilike', 'TÉST star%', [1]],
    ['title', 'regexp', '^T', [1]],
    ['title', 'regexp', '^t', []],
    ['title', 'iregexp', '^té?st\\s', [1]],
    ['price', 'like', '5', [1]],
    ['price', 'like', '0.1', [2]],
    ['count', 'like', '7%', [1]],
    ['big', 'like', '%991', [1]],
    ['exact', 'like', '12.5', [1]],
    ['active', 'like', 'tr%', [1]],
    ['active', 'regexp', '^false$', [2]],
    ['seen', 'like', '2020-05-05T10:20:30.456Z', [1]],
    ['seen', 'regexp', '^1969', [2]],
    ['place', 'like', '(14.4,50.1)', [1]],
    ['tags', 'like', '%"a"%', [1]],
    ['photo', 'like', '\\\\x00ff10', [1]],
    ['token', 'like', '0b0f%', [1]],
  ] as const)('matches %s %s %s', async (property, match: TextMatch, pattern, ids) => {
    const item = column(property);
    const text = db.dialect.text(item);
    const parameter = db.dialect.patternParameter(pattern, match);
    expect(await idsWhere(db.dialect.matches(text, match, first(), false), parameter)).toEqual(ids);
    const valued = ['title', 'price', 'active', 'seen'].includes(property) ? [1, 2] : [1];
    const rest = valued.filter((id) => !(ids as readonly number[]).includes(id));
    expect(await idsWhere(db.dialect.matches(text, match, first(), true), parameter)).toEqual(rest);
  });

  it.each([
    [1e15, '1000000000000000'],
    [0.30000000000000004, '0.30000000000000004'],
    [-2.5, '-2.5'],
    [123456789, '123456789'],
  ])('shows the number %d as JSON does', async (value, text) => {
    const { id } = await insert({ price: value });
    const sql = `SELECT ${db.dialect.text(column('price'))} AS "text" FROM ${table.sql} WHERE "id" = ${first()}`;
    const { rows } = await db.executor.execute({ sql, parameters: [id] });
    await db.executor.execute({ sql: `DELETE FROM ${table.sql} WHERE "id" = ${first()}`, parameters: [id] });
    expect(rows).toEqual([{ text }]);
  });

  it.each(['info', 'infob'])('reaches into %s', async (property) => {
    const item = column(property);
    const text = (...path: string[]) => valueOf(db.dialect.jsonText(item, first()), db.dialect.jsonPathParameter(path));
    const number = (...path: string[]) =>
      valueOf(db.dialect.jsonNumber(item, first()), db.dialect.jsonPathParameter(path));
    expect(await text('a', 'c', '1', 'd')).toBe('x');
    expect(await text('a', 'n')).toBe('10.5');
    expect(await text('a', 't')).toBe('true');
    expect(await text('a', 'z')).toBeNull();
    expect(await text('a', 'nope', 'x')).toBeNull();
    expect(await text('constructor')).toBeNull();
    expect(await number('a', 'n')).toBe(10.5);
    expect(await number('a', 'c', '0')).toBe(1);
    expect(await number('a', 't')).toBeNull();
    expect(await number('nope')).toBeNull();
  });

  it('measures distances on the sphere', async () => {
    const distance = await valueOf(
      db.dialect.arcDistance(column('place'), db.dialect.placeholder(1), db.dialect.placeholder(2)),
      48.2,
      16.4,
    );
    expect(distance).toBeCloseTo(2.31, 2);
    const place = db.dialect.arcDistance(column('place'), db.dialect.placeholder(1), db.dialect.placeholder(2));
    expect(await valueOf(place, 50.1, 14.4)).toBeCloseTo(0, 10);
  });

  it('orders rows without a value last, and first when it is descending', async () => {
    const order = async (direction: 'ASC' | 'DESC') => {
      const sql = `SELECT "id" FROM ${table.sql} ORDER BY ${db.dialect.orderBy('"price"', direction)}`;
      return (await db.executor.execute({ sql, parameters: [] })).rows.map((row) => row.id);
    };
    expect(await order('ASC')).toEqual([2, 1, 3]);
    expect(await order('DESC')).toEqual([3, 1, 2]);
  });

  it('limits and skips', async () => {
    const page = async (limit: string | undefined, skip: string | undefined, ...parameters: number[]) => {
      const sql = `SELECT "id" FROM ${table.sql} ORDER BY "id" ${db.dialect.limit(limit, skip)}`;
      return (await db.executor.execute({ sql, parameters })).rows.map((row) => row.id);
    };
    const [one, two] = [db.dialect.placeholder(1), db.dialect.placeholder(2)];
    expect(await page(one, undefined, 2)).toEqual([1, 2]);
    expect(await page(undefined, one, 2)).toEqual([3]);
    expect(await page(one, two, 1, 1)).toEqual([2]);
  });

  it('inserts or updates by the primary key', async () => {
    const columns = [column('id'), column('title')];
    const sql = db.dialect.upsert(
      table,
      columns,
      columns.map((_, index) => db.dialect.placeholder(index + 1)),
      `${db.dialect.quote('id')}, ${db.dialect.quote('title')}`,
    );
    const run = async (title: string) => (await db.executor.execute({ sql, parameters: [99, title] })).rows;
    expect(await run('new')).toEqual([{ id: 99, title: 'new' }]);
    expect(await run('changed')).toEqual([{ id: 99, title: 'changed' }]);
    const { affected } = await db.executor.execute({ sql: `DELETE FROM ${table.sql} WHERE "id" = 99`, parameters: [] });
    expect(affected).toBe(1);
  });

  it('takes large lists', async () => {
    const item = column('id');
    const list = db.dialect.listParameter(
      Array.from({ length: 50_000 }, (_, index) => index),
      item,
    );
    expect(await idsWhere(db.dialect.isIn(item, first()), list)).toEqual([1, 2, 3]);
  });

  it('keeps what is no safe integer as text', async () => {
    const { id } = await insert({ big: '9007199254740993' });
    const { rows } = await db.executor.execute({
      sql: `DELETE FROM ${table.sql} WHERE "id" = ${first()} RETURNING ${selection()}`,
      parameters: [id],
    });
    expect(read(rows)[0]!.big).toBe('9007199254740993');
  });

  it('refuses a regular expression that does not compile', async () => {
    const attempt = async () => {
      const parameter = db.dialect.patternParameter('(', 'regexp');
      await idsWhere(db.dialect.matches(db.dialect.text(column('title')), 'regexp', first(), false), parameter);
    };
    const error: unknown = await attempt().catch((reason: unknown) => reason);
    const refusal = db.dialect.failure(error) ?? { message: (error as Error).message };
    expect([
      { kind: 'invalidRegexp' },
      { message: 'Invalid regular expression: /(/: Unterminated group' },
    ]).toContainEqual(refusal);
  });

  it('matches a pattern that would run away in bounded time', async () => {
    const parameter = db.dialect.patternParameter('^(a+)+$', 'regexp');
    await insert({ label: `${'a'.repeat(38)}!` });
    const text = db.dialect.text(column('label'));
    expect(await idsWhere(db.dialect.matches(text, 'regexp', first(), false), parameter)).toEqual([]);
    await db.executor.execute({ sql: `DELETE FROM ${table.sql} WHERE "label" LIKE 'aaa%'`, parameters: [] });
  });
});
