import type { ModelClass } from '@loopnest/models';
import { beforeEach, describe, expect, it } from 'vitest';
import { testDatabases } from '../support/databases.js';
import { calledBack, useDataSource } from './use-data-source.js';

const OWN = {
  sqlite: {
    owner: 'main',
    serial: 'INTEGER PRIMARY KEY',
    types: ['INTEGER', 'VARCHAR', 'DOUBLE PRECISION', 'TIMESTAMP', 'BOOLEAN', 'BLOB', 'NUMERIC'],
    bytes: 'BLOB',
  },
  postgresql: {
    owner: 'public',
    serial: 'SERIAL PRIMARY KEY',
    types: [
      'integer',
      'character varying',
      'double precision',
      'timestamp without time zone',
      'boolean',
      'bytea',
      'numeric',
    ],
    bytes: 'BYTEA',
  },
} as const;

describe.each(testDatabases())('discovery on $name', (database) => {
  const { owner, serial, types, bytes } = OWN[database.name];
  const test = useDataSource(database);

  beforeEach(async () => {
    const { execute } = test.db.connector;
    await execute(
      `CREATE TABLE harbour (id ${serial}, harbour_name VARCHAR(40) NOT NULL, depth DOUBLE PRECISION, opened TIMESTAMP, busy BOOLEAN NOT NULL, map ${bytes}, fee NUMERIC(10,2))`,
    );
    await execute(
      'CREATE TABLE quay (quay_code VARCHAR(8) PRIMARY KEY, harbour_id INTEGER, CONSTRAINT quay_harbour FOREIGN KEY (harbour_id) REFERENCES harbour (id))',
    );
    await execute('CREATE TABLE mooring (a INTEGER, b INTEGER, note TEXT, PRIMARY KEY (b, a))');
    await execute('CREATE VIEW busy_harbour AS SELECT * FROM harbour');
    await execute('INSERT INTO harbour (harbour_name, depth, busy) VALUES ($1, $2, $3)', ['Alma', 12, true]);
    await execute('INSERT INTO quay (quay_code, harbour_id) VALUES ($1, $2)', ['Q1', 1]);
  });

  it('lists tables, and views where they are asked for', async () => {
    const { db } = test;
    const table = (name: string) => ({ type: 'table', name, owner });
    const tables = [table('harbour'), table('mooring'), table('quay')];
    expect(await db.discoverModelDefinitions()).toEqual(tables);
    expect(await calledBack((callback) => db.discoverModelDefinitions({ schema: owner }, callback))).toEqual([
      null,
      tables,
    ]);
    expect(await db.discoverModelDefinitions({ views: true })).toContainEqual({
      type: 'view',
      name: 'busy_harbour',
      owner,
    });
    expect(await db.discoverModelDefinitions({ offset: 1, limit: 1 })).toEqual([table('mooring')]);
    expect(await db.discoverModelDefinitions({ all: true })).toEqual(tables);
  });

  it('tells of columns, in their order', async () => {
    const columns = await test.db.discoverModelProperties('harbour');
    expect(columns.map(({ columnName, type, nullable }) => [columnName, type, nullable])).toEqual([
      ['id', 'Number', 'NO'],
      ['harbour_name', 'String', 'NO'],
      ['depth', 'Number', 'YES'],
      ['opened', 'Date', 'YES'],
      ['busy', 'Boolean', 'NO'],
      ['map', 'Binary', 'YES'],
      ['fee', 'Number', 'YES'],
    ]);
    expect(columns.map(({ dataType }) => dataType)).toEqual(types);
    expect(columns[1]).toMatchObject({ owner, tableName: 'harbour', dataLength: 40, generated: false });
    expect(columns[6]).toMatchObject({ dataPrecision: 10, dataScale: 2 });
    expect(columns[0]?.generated).toBe(true);
  });

  it('tells of keys, from both sides', async () => {
    const { db } = test;
    expect(await db.discoverPrimaryKeys('mooring')).toMatchObject([
      { owner, tableName: 'mooring', columnName: 'b', keySeq: 1, pkName: 'mooring_pkey' },
      { owner, tableName: 'mooring', columnName: 'a', keySeq: 2, pkName: 'mooring_pkey' },
    ]);
    const key = {
      fkOwner: owner,
      fkName: 'quay_harbour',
      fkTableName: 'quay',
      fkColumnName: 'harbour_id',
      keySeq: 1,
      pkOwner: owner,
      pkName: 'harbour_pkey',
      pkTableName: 'harbour',
      pkColumnName: 'id',
    };
    expect(await db.discoverForeignKeys('quay')).toEqual([key]);
    expect(await db.discoverExportedForeignKeys('harbour')).toEqual([key]);
    expect(await db.discoverForeignKeys('harbour')).toEqual([]);
  });

  it('makes definitions', async () => {
    const schema = await test.db.discoverSchema('harbour');
    expect(schema).toMatchObject({
      name: 'Harbour',
      options: { idInjection: false, [database.name]: { schema: owner, table: 'harbour' } },
      properties: {
        id: { type: 'Number', required: true, id: 1, generated: true },
        harbourName: {
          type: 'String',
          required: true,
          length: 40,
          [database.name]: { columnName: 'harbour_name', nullable: 'NO' },
        },
        depth: { type: 'Number', required: false },
      },
    });
    const schemas = await test.db.discoverSchemas('quay', { relations: true });
    expect(Object.keys(schemas)).toEqual([`${owner}.quay`, `${owner}.harbour`]);
    expect(schemas[`${owner}.quay`]?.options['relations']).toEqual({
      quayHarbourrel: { model: 'Harbour', type: 'belongsTo', foreignKey: 'harbourId' },
    });
    expect(Object.keys(await test.db.discoverSchemas('quay'))).toEqual([`${owner}.quay`]);
  });

  it('takes names from a function, or leaves them as they are', async () => {
    const nameMapper = (type: string, name: string) => `${type}_${name}`;
    const mapped = await test.db.discoverSchema('quay', { nameMapper });
    expect([mapped.name, Object.keys(mapped.properties)]).toEqual([
      'table_quay',
      ['column_quay_code', 'column_harbour_id'],
    ]);
    for (const options of [{ nameMapper: null }, { disableCamelCase: true }]) {
      const plain = await test.db.discoverSchema('quay', options);
      expect([plain.name, Object.keys(plain.properties)]).toEqual(['quay', ['quay_code', 'harbour_id']]);
    }
  });

  it('refuses a table that there is not', async () => {
    await expect(test.db.discoverSchema('no_such_table')).rejects.toThrow("Table 'no_such_table' does not exist.");
    await expect(test.db.discoverAndBuildModels("x'; DROP TABLE quay; --")).rejects.toThrow('does not exist.');
    expect(await test.db.discoverModelProperties('quay')).toHaveLength(2);
  });

  it('makes models that work, with their relations', async () => {
    const models = await test.db.discoverAndBuildModels('quay', { relations: true });
    const [Quay, Harbour] = [models['Quay'], models['Harbour']] as unknown as [ModelClass, ModelClass];
    const [quay] = await Quay.find({ include: 'quayHarbourrel' });
    expect(quay?.toJSON()).toMatchObject({
      quayCode: 'Q1',
      harbourId: 1,
      quayHarbourrel: { id: 1, harbourName: 'Alma' },
    });
    expect([Quay.getIdName(), Harbour.getIdName()]).toEqual(['quayCode', 'id']);
    expect(await Harbour.find({ where: { busy: true } })).toHaveLength(1);
  });

  it('marks ids that the database makes: they may be given, and left out', async () => {
    const { Harbour } = (await test.db.discoverAndBuildModels('harbour')) as unknown as Record<'Harbour', ModelClass>;
    expect((await Harbour.create({ harbourName: 'B', busy: false })).id).toBe(2);
    expect((await Harbour.create({ id: 40, harbourName: 'C', busy: false })).id).toBe(40);
    await expect(Harbour.create({ busy: false })).rejects.toThrow("`harbourName` can't be blank");
  });
});
