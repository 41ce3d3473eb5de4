import type { SqlEntityManager } from '@mikro-orm/sql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CreatedDatabase, testDatabases } from '../../../../../test/support/databases.js';
import { ConnectorRegistry } from '../connectors/connector.registry.js';
import { DataSource } from '../data-source.js';
import type { ExecuteOptions, ExecutorTransaction } from '../executor.js';
import { PostgresqlExecutor } from './postgresql.executor.js';
import { SqliteExecutor } from './sqlite.executor.js';

const KINDS = testDatabases().flatMap((database) =>
  database.name === 'sqlite'
    ? (['memory', 'file'] as const).map((storage) => ({ name: `sqlite (${storage})`, database, storage }))
    : [{ name: database.name, database, storage: 'file' as const }],
);

describe.each(KINDS)('the executor of $name', ({ database, storage }) => {
  let created: CreatedDatabase;
  let db: DataSource;

  async function open(): Promise<void> {
    created = await database.create({ storage });
    const options = { connectors: new ConnectorRegistry(), directory: '.' };
    db = new DataSource('db', { connector: database.name, url: created.url, max: 5 }, options);
    await db.connect();
    await run('CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)');
  }

  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  function run(sql: string, options?: ExecuteOptions) {
    return db.executor.execute({ sql, parameters: [] }, options);
  }

  function em(): SqlEntityManager {
    return db.em as SqlEntityManager;
  }

  async function count(options?: ExecuteOptions): Promise<unknown> {
    const { rows } = await run('SELECT count(*) AS "n" FROM item', options);
    return Number(rows[0]!.n);
  }

  it('tells how many rows a change touched', async () => {
    await open();
    expect((await run(`INSERT INTO item VALUES (1, 'a'), (2, 'b')`)).affected).toBe(2);
    expect((await run(`UPDATE item SET name = 'c'`)).affected).toBe(2);
    expect(await run(`UPDATE item SET name = 'd' WHERE id = 1 RETURNING name`)).toEqual({
      rows: [{ name: 'd' }],
      affected: 1,
    });
    expect((await run('DELETE FROM item WHERE id = 9')).affected).toBe(0);
  });

  it('commits and rolls back; others see what is committed only', async () => {
    await open();
    for (const end of ['commit', 'rollback'] as const) {
      const transaction = await db.executor.begin('READ COMMITTED');
      expect(await count()).toBe(end === 'commit' ? 0 : 1);
      await run(
        `INSERT INTO item (name) VALUES ('a')`
          .replace('(name)', '(id, name)')
          .replace(`('a')`, end === 'commit' ? `(1, 'a')` : `(2, 'a')`),
        { transaction },
      );
      expect(await count({ transaction })).toBe(end === 'commit' ? 1 : 2);
      expect(await count()).toBe(end === 'commit' ? 0 : 1);
      expect(transaction.active).toBe(true);
      await transaction[end]();
      expect(transaction.active).toBe(false);
      expect(await count()).toBe(1);
    }
  });

  it('refuses a transaction that has ended', async () => {
    await open();
    const transaction = await db.executor.begin();
    await transaction.commit();
    const text = `The transaction is not active: ${transaction.id}`;
    await expect(count({ transaction })).rejects.toThrow(text);
    await expect(transaction.commit()).rejects.toThrow(text);
    await expect(transaction.rollback()).rejects.toThrow(text);
  });

  it('makes others that write wait for the end of a transaction', async () => {
    await open();
    const transaction = await db.executor.begin();
    await run(`INSERT INTO item VALUES (1, 'a')`, { transaction });
    let isDone = false;
    const other = run(`INSERT INTO item VALUES (1, 'b') ON CONFLICT (id) DO UPDATE SET name = 'b'`).then(() => {
      isDone = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    await transaction.commit();
    await other;
    expect((await run('SELECT name FROM item')).rows).toEqual([{ name: 'b' }]);
  });

  it('runs many transactions one after the other or beside each other', async () => {
    await open();
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const transaction = await db.executor.begin();
        await run(`INSERT INTO item VALUES (${index}, 'x')`, { transaction });
        await (index % 2 === 0 ? transaction.commit() : transaction.rollback());
      }),
    );
    expect(await count()).toBe(10);
  });

  it('lets MikroORM and its own transactions take turns', async () => {
    await open();
    await em()
      .fork()
      .transactional(async (inner) => {
        await inner.execute(`INSERT INTO item VALUES (1, 'em')`);
        const waiting = run(`INSERT INTO item VALUES (2, 'own')`);
        await inner.execute(`INSERT INTO item VALUES (3, 'em')`);
        return { waiting };
      })
      .then(({ waiting }) => waiting);
    const transaction = await db.executor.begin();
    await run(`INSERT INTO item VALUES (4, 'own')`, { transaction });
    const seen = em().execute('SELECT count(*) AS "n" FROM item');
    await transaction.commit();
    expect([3, 4]).toContain(Number((await seen)[0]?.n));
    expect(await count()).toBe(4);
  });

  it('keeps a transaction usable after a statement of it that failed, or ends it', async () => {
    await open();
    const transaction = await db.executor.begin();
    await run(`INSERT INTO item VALUES (1, 'a')`, { transaction });
    await expect(run(`INSERT INTO item VALUES (1, 'a')`, { transaction })).rejects.toThrow();
    await transaction.rollback();
    expect(await count()).toBe(0);
  });

  it('knows isolation levels in any spelling, and no others', async () => {
    await open();
    await (await db.executor.begin('repeatable_read')).rollback();
    await (await db.executor.begin('SERIALIZABLE')).rollback();
    await expect(db.executor.begin('CHAOS; DROP TABLE item')).rejects.toThrow('Unknown isolation level "CHAOS');
    expect(await count()).toBe(0);
  });

  it.skipIf(database.name === 'sqlite')(
    'begins transactions that see what others commit, whatever the default is (SQLite has none)',
    async () => {
      await open();
      await run(`ALTER ROLE CURRENT_USER IN DATABASE ${new URL(created.url).pathname.slice(1)}
        SET default_transaction_isolation = 'serializable'`);
      await db.disconnect();
      await db.connect();
      const levels = async (transaction: ExecutorTransaction) => {
        const { rows } = await run('SHOW transaction_isolation', { transaction });
        await transaction.rollback();
        return [rows[0]?.['transaction_isolation'], transaction.isSnapshot];
      };
      expect(await levels(await db.executor.begin())).toEqual(['read committed', false]);
      expect(await levels(await db.executor.begin('SERIALIZABLE'))).toEqual(['serializable', true]);
    },
  );

  it('refuses a transaction of another data source', async () => {
    await open();
    const transaction = { id: 'x', active: true, commit: () => Promise.resolve(), rollback: () => Promise.resolve() };
    await expect(count({ transaction })).rejects.toThrow('another data source');
  });

  it('runs the same text again after its table has changed', async () => {
    await open();
    const select = () => run('SELECT * FROM item');
    await run(`INSERT INTO item VALUES (1, 'a')`);
    for (let time = 0; time < 3; time++) await select();
    await run('ALTER TABLE item ADD COLUMN more TEXT', { script: true });
    expect((await select()).rows).toEqual([{ id: 1, name: 'a', more: null }]);
    expect((await select()).rows).toEqual([{ id: 1, name: 'a', more: null }]);
  });

  it('binds no more than its number of prepared statements', async () => {
    await open();
    for (let round = 0; round < 2; round++) {
      for (let index = 0; index < 600; index++) await run(`SELECT ${index} AS "n"`);
    }
    if (db.executor instanceof PostgresqlExecutor) {
      expect(db.executor.names.size).toBe(500);
      const { rows } = await run('SELECT count(*)::int AS "n" FROM pg_prepared_statements');
      expect(Number(rows[0]!.n)).toBeLessThanOrEqual(500);
    } else {
      expect(db.executor).toBeInstanceOf(SqliteExecutor);
    }
  });

  it.skipIf(database.name === 'sqlite')(
    'stops a statement within a transaction (SQLite has no limit of time)',
    async () => {
      await open();
      const transaction = await db.executor.begin();
      await run('SELECT 1', { transaction, timeout: 1000 });
      expect((await run('SHOW statement_timeout', { transaction })).rows).toEqual([{ statement_timeout: '0' }]);
      await expect(run('SELECT pg_sleep(5)', { transaction, timeout: 20 })).rejects.toThrow();
      await transaction.rollback();
    },
  );

  it.skipIf(database.name === 'sqlite')('reads timestamps rightly in any time zone of the session', async () => {
    await open();
    const transaction = await db.executor.begin();
    await run(`SET LOCAL TimeZone = 'America/St_Johns'`, { transaction });
    const { rows } = await run(`SELECT '2020-05-05T10:20:30.456Z'::timestamptz AS "at"`, { transaction });
    await transaction.rollback();
    expect(rows).toEqual([{ at: '2020-05-05T10:20:30.456Z' }]);
    expect((await run('SHOW TimeZone')).rows).toEqual([{ TimeZone: 'UTC' }]);
  });

  it.skipIf(database.name === 'sqlite')('leaves the type parsers of MikroORM alone', async () => {
    await open();
    const sql = `SELECT '2020-05-05T10:20:30.456Z'::timestamptz AS "at"`;
    expect((await run(sql)).rows).toEqual([{ at: '2020-05-05T10:20:30.456Z' }]);
    expect(await em().execute(sql)).toEqual([{ at: '2020-05-05 10:20:30.456+00' }]);
  });
});

describe('a connection of postgresql', () => {
  let db: DataSource;
  let created: CreatedDatabase;
  const run = (sql: string) => db.executor.execute({ sql, parameters: [] });

  beforeEach(async () => {
    created = await testDatabases()
      .find(({ name }) => name === 'postgresql')!
      .create();
    const options = { connectors: new ConnectorRegistry(), directory: '.' };
    db = new DataSource('db', { connector: 'postgresql', url: created.url, max: 1 }, options);
    await db.connect();
  });

  afterEach(async () => {
    await db.disconnect();
    await created.drop();
  });

  it('outlives a statement that the database refuses', async () => {
    const connection = (await run('SELECT pg_backend_pid()')).rows;
    await expect(run('SELECT 1 / 0')).rejects.toThrow('division by zero');
    expect((await run('SELECT pg_backend_pid()')).rows).toEqual(connection);
  });

  it('is made anew where it has ended', async () => {
    await expect(run('SELECT pg_terminate_backend(pg_backend_pid())')).rejects.toThrow();
    expect((await run('SELECT 1 AS "one"')).rows).toEqual([{ one: 1 }]);
  });
});

describe('replicas of postgresql', () => {
  it('answer what may be read there, and nothing else', async () => {
    const postgresql = testDatabases().find(({ name }) => name === 'postgresql')!;
    const [primary, replica] = [await postgresql.create(), await postgresql.create()];
    const options = { connectors: new ConnectorRegistry(), directory: '.' };
    const settings = { connector: 'postgresql', url: primary.url, replicas: [replica.url] };
    const db = new DataSource('db', settings, options);
    await db.connect();
    const where = async (readOnly: boolean) =>
      (await db.executor.execute({ sql: 'SELECT current_database() AS "name"', parameters: [] }, { readOnly })).rows[0];
    const nameOf = (url: string) => ({ name: new URL(url).pathname.slice(1) });
    expect(await where(true)).toEqual(nameOf(replica.url));
    expect(await where(false)).toEqual(nameOf(primary.url));
    await db.disconnect();
    await Promise.all([primary.drop(), replica.drop()]);
  });
});

describe('an SQLite transaction that does not end', () => {
  it('makes others wait for a bounded time', async () => {
    const options = { connectors: new ConnectorRegistry(), directory: '.' };
    const db = new DataSource('db', { connector: 'sqlite', file: ':memory:' }, options);
    await db.connect();
    const connection = db.orm.driver.getConnection() as unknown as {
      getNativeClient(): Promise<ConstructorParameters<typeof SqliteExecutor>[0]>;
      getClient(): { connection(): { execute(task: () => Promise<void>): Promise<void> } };
    };
    const executor = new SqliteExecutor(
      await connection.getNativeClient(),
      (task) => connection.getClient().connection().execute(task),
      20,
    );
    await executor.execute({ sql: 'CREATE TABLE item (id INTEGER)', parameters: [] });
    const transaction = await executor.begin();
    const write = executor.execute({ sql: 'INSERT INTO item VALUES (1)', parameters: [] });
    await expect(write).rejects.toThrow('Another transaction of the database has been open for 0.02 seconds.');
    await transaction.commit();
    await executor.execute({ sql: 'INSERT INTO item VALUES (1)', parameters: [] });
    await db.disconnect();
  });
});
