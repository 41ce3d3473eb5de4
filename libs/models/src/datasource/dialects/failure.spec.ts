import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../../test/support/databases.js';
import { PERSISTED_MODEL_DEFINITION } from '../../definition/built-in-definitions.js';
import { resolveModelDefinition } from '../../definition/resolve-model-definition.js';
import { ConnectorRegistry } from '../connectors/connector.registry.js';
import { DataSource } from '../data-source.js';
import type { DatabaseFailure } from '../dialect.js';

const ADVERT = resolveModelDefinition(
  {
    name: 'Advert',
    properties: {
      text: { type: 'string', required: true },
      box: { type: 'number', index: { unique: true } },
      nickName: { type: 'string', postgresql: { columnName: 'nickName', dataType: 'varchar', dataLength: 5 } },
    },
    indexes: { pair: { keys: { text: 1, nickName: -1 }, options: { unique: true } } },
  },
  PERSISTED_MODEL_DEFINITION,
  { report: () => undefined, warn: () => undefined },
);

describe.each(testDatabases())('failures of $name', (database) => {
  let created: CreatedDatabase;
  let db: DataSource;

  beforeAll(async () => {
    created = await database.create();
    const options = { connectors: new ConnectorRegistry(), directory: '.' };
    db = new DataSource('db', { connector: database.name, url: created.url }, options);
    db.attach('Advert', () => ADVERT);
    await db.autoupdate();
    await db.executor.execute(
      {
        sql: `INSERT INTO advert ("text", "box", "nickName") VALUES ('secret', 7, 'n');
        CREATE TABLE child (parent INTEGER REFERENCES advert (id));`,
        parameters: [],
      },
      { script: true },
    );
  });

  afterAll(async () => {
    await db.disconnect();
    await created.drop();
  });

  async function failureOf(sql: string): Promise<DatabaseFailure | undefined> {
    const error: unknown = await db.executor.execute({ sql, parameters: [] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    return db.dialect.failure(error);
  }

  it.each<[string, string, DatabaseFailure]>([
    [
      'a value that is taken',
      `INSERT INTO advert ("text", "box") VALUES ('b', 7)`,
      { kind: 'unique', columns: ['box'], constraint: expect.anything() },
    ],
    [
      'a key that is taken',
      `INSERT INTO advert ("id", "text") VALUES (1, 'b')`,
      { kind: 'unique', columns: ['id'], constraint: expect.anything() },
    ],
    [
      'a pair that is taken',
      `INSERT INTO advert ("text", "nickName") VALUES ('secret', 'n')`,
      { kind: 'unique', columns: ['text', 'nickName'], constraint: expect.anything() },
    ],
    ['a missing value', `INSERT INTO advert ("box") VALUES (8)`, { kind: 'notNull', column: 'text' }],
    ['a missing table', 'SELECT * FROM nowhere', { kind: 'missingTable' }],
    ['a missing column', 'SELECT nope FROM advert', { kind: 'missingColumn' }],
  ])('understands %s', async (_, sql, failure) => {
    const found = await failureOf(sql);
    const constraint = {
      constraint: failure.kind === 'unique' && database.name === 'postgresql' ? expect.any(String) : undefined,
    };
    expect(found).toEqual(failure.kind === 'unique' ? { ...failure, ...constraint } : failure);
    expect(JSON.stringify(found)).not.toContain('secret');
  });

  it('understands a reference to nothing', async () => {
    expect((await failureOf('INSERT INTO child (parent) VALUES (99)'))?.kind).toBe('foreignKey');
    await db.executor.execute({ sql: 'INSERT INTO child (parent) VALUES (1)', parameters: [] });
    expect((await failureOf('DELETE FROM advert'))?.kind).toBe('foreignKey');
  });

  it.skipIf(database.name === 'sqlite')('understands values that do not fit (SQLite takes any)', async () => {
    expect((await failureOf(`UPDATE advert SET "nickName" = 'too long'`))?.kind).toBe('tooLong');
    expect((await failureOf(`UPDATE advert SET "id" = 99999999999`))?.kind).toBe('invalidValue');
    expect((await failureOf(`SELECT 'x' ~ '('`))?.kind).toBe('invalidRegexp');
    expect((await failureOf(`SELECT 'x'::integer`))?.kind).toBe('invalidValue');
  });

  it.skipIf(database.name === 'sqlite')('understands a limit of time (the driver of SQLite has none)', async () => {
    const statement = { sql: 'SELECT pg_sleep(5)', parameters: [] };
    const error: unknown = await db.executor.execute(statement, { timeout: 20 }).catch((reason: unknown) => reason);
    expect(db.dialect.failure(error)).toEqual({ kind: 'timeout' });
    const { rows } = await db.executor.execute({ sql: 'SHOW statement_timeout', parameters: [] });
    expect(rows).toEqual([{ statement_timeout: '0' }]);
  });

  it('says nothing about other errors', async () => {
    expect(await failureOf('SELEC 1')).toBeUndefined();
    expect(db.dialect.failure(new Error('x'))).toBeUndefined();
    expect(db.dialect.failure('x')).toBeUndefined();
  });
});
