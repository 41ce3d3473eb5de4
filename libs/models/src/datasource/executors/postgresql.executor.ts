import { nativeParsers, postgresqlParsers, type TypeParsers } from '../dialects/postgresql-parsers.js';
import type {
  BeginOptions,
  ExecuteOptions,
  ExecuteResult,
  Executor,
  ExecutorTransaction,
  NotificationListener,
  Statement,
} from '../executor.js';
import { ForeignTransactionError } from '../foreign-transaction.error.js';
import { parseIsolationLevel } from '../isolation-level.js';
import {
  commandPg,
  nativePg,
  type PgClient,
  type PgPool,
  type PgQuery,
  type PgQueryable,
  queryPg,
} from './postgresql-client.js';
import { PooledQueries } from './pooled-queries.js';
import { listenOnPostgresql } from './postgresql-listener.js';
import { PostgresqlTransaction } from './postgresql-transaction.js';
import { StatementNames } from './statement-names.js';

const RAW: TypeParsers = { getTypeParser: () => (value: unknown) => value };

/** Runs statements on the `pg` pool of MikroORM. */
export class PostgresqlExecutor implements Executor {
  readonly names = new StatementNames();
  readonly #types: TypeParsers;
  readonly #nativeTypes: TypeParsers;
  readonly #queries: PooledQueries;

  /** @param replica chooses the pool of a statement that may be read from a replica. */
  constructor(
    private readonly pool: PgPool,
    private readonly replica?: () => PgPool,
  ) {
    this.#types = postgresqlParsers(pool.options.types ?? RAW);
    this.#nativeTypes = nativeParsers(this.#types);
    this.#queries = new PooledQueries(pool);
  }

  execute(statement: Statement, options?: ExecuteOptions): Promise<ExecuteResult> {
    if (options === undefined) return this.#run(this.#queries, statement, true);
    if (options.native === true) return this.#runNative(statement, options);
    if (options.script === true || options.timeout !== undefined || options.transaction !== undefined) {
      return this.#runWith(statement, options);
    }
    const isForReplica = options.readOnly === true && this.replica !== undefined;
    return this.#run(isForReplica ? new PooledQueries(this.replica()) : this.#queries, statement, true);
  }

  async begin(isolationLevel?: string, { interruptible }: BeginOptions = {}): Promise<ExecutorTransaction> {
    const level = isolationLevel === undefined ? 'READ COMMITTED' : parseIsolationLevel(isolationLevel);
    const client = await this.pool.connect();
    try {
      await commandPg(client, `BEGIN ISOLATION LEVEL ${level}`);
      const cancel = interruptible === true ? await this.#cancellation(client) : undefined;
      return new PostgresqlTransaction(client, { owner: this, isSnapshot: !level.startsWith('READ'), cancel });
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  /** How a statement of a transaction is ended from outside, where it can be. */
  async #cancellation(client: PgClient): Promise<() => Promise<void>> {
    // What the client was told when it connected may be an invention of a connection pooler.
    const { rows } = await queryPg(client, { text: 'SELECT pg_backend_pid() AS "pid"' });
    return async () => {
      // On a connection of its own: those of the pool may all be waiting for the statement.
      const another = new this.pool.Client(this.pool.options);
      another.on('error', () => undefined);
      try {
        await another.connect();
        await queryPg(another, { text: 'SELECT pg_cancel_backend($1)', values: [rows[0]?.['pid']] });
      } finally {
        await another.end();
      }
    };
  }

  listen(channel: string, listener: NotificationListener): Promise<() => Promise<void>> {
    return listenOnPostgresql(this.pool, channel, listener);
  }

  async notify(channel: string, transaction?: ExecutorTransaction): Promise<void> {
    await this.execute({ sql: `SELECT pg_notify($1, '')`, parameters: [channel] }, { transaction });
  }

  async #runNative(statement: Statement, { transaction }: ExecuteOptions): Promise<ExecuteResult> {
    const query = { text: statement.sql, values: statement.parameters, types: this.#nativeTypes };
    if (transaction === undefined) return nativePg(this.#queries, query);
    return this.#own(transaction).run((client) => nativePg(client, query));
  }

  /** Outside of a transaction a statement can be sent again under another name. */
  #run(client: PgQueryable, statement: Statement, canRepeat: boolean): Promise<ExecuteResult> {
    const query: PgQuery = { text: statement.sql, values: statement.parameters, types: this.#types };
    const name = this.names.nameOf(statement.sql);
    if (name === undefined) return queryPg(client, query);
    query.name = name;
    return canRepeat
      ? queryPg(client, query, (error) => this.#repeat(client, statement, error))
      : queryPg(client, query);
  }

  /** A prepared statement whose table has changed since fails once; so does one that a connection pooler has lost. */
  #repeat(client: PgQueryable, statement: Statement, error: Error): Promise<ExecuteResult> | undefined {
    if (!isStale(error)) return undefined;
    this.names.renew();
    return queryPg(client, { text: statement.sql, values: statement.parameters, types: this.#types });
  }

  async #runWith(statement: Statement, options: ExecuteOptions): Promise<ExecuteResult> {
    const { transaction, timeout } = options;
    if (transaction === undefined) {
      return timeout === undefined
        ? queryPg(this.#queries, { text: statement.sql })
        : this.#runLimited(statement, timeout);
    }
    return this.#own(transaction).run(async (client) => {
      if (options.script === true) return queryPg(client, { text: statement.sql });
      if (timeout === undefined) return this.#run(client, statement, false);
      await commandPg(client, `SET LOCAL statement_timeout = ${milliseconds(timeout)}`);
      const result = await this.#run(client, statement, false);
      await commandPg(client, 'SET LOCAL statement_timeout TO DEFAULT');
      return result;
    });
  }

  #own(transaction: ExecutorTransaction): PostgresqlTransaction {
    if (transaction instanceof PostgresqlTransaction && transaction.owner === this) return transaction;
    throw new ForeignTransactionError();
  }

  /** The limit holds within a transaction only, so that it cannot stay with a connection of the pool. */
  async #runLimited(statement: Statement, timeout: number): Promise<ExecuteResult> {
    const client = await this.pool.connect();
    let isBroken = true;
    try {
      await commandPg(client, `BEGIN; SET LOCAL statement_timeout = ${milliseconds(timeout)}`);
      try {
        const result = await this.#run(client, statement, false);
        await commandPg(client, 'COMMIT');
        isBroken = false;
        return result;
      } catch (error) {
        await commandPg(client, 'ROLLBACK');
        isBroken = false;
        throw error;
      }
    } finally {
      client.release(isBroken);
    }
  }
}

function milliseconds(timeout: number): number {
  return Math.max(1, Math.floor(timeout));
}

function isStale(error: Error): boolean {
  if (!('code' in error)) return false;
  return (error.code === '0A000' && error.message.includes('cached plan')) || error.code === '26000';
}
