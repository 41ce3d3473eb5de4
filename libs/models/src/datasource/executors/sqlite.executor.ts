import type {
  BeginOptions,
  ExecuteOptions,
  ExecuteResult,
  Executor,
  ExecutorTransaction,
  Statement,
} from '../executor.js';
import { ForeignTransactionError } from '../foreign-transaction.error.js';
import { parseIsolationLevel } from '../isolation-level.js';
import { SqliteConnection, type SqliteDatabase } from './sqlite-connection.js';
import { SqliteTransaction } from './sqlite-transaction.js';
import { type Exclusively, isBusy, SqliteTurns } from './sqlite-turns.js';

/** Constraints, and whether a table is renamed where a view or a trigger names one that is not there at the moment. */
const DO_NOT_ENFORCE = 'PRAGMA foreign_keys = OFF; PRAGMA legacy_alter_table = ON';
const ENFORCE = 'PRAGMA legacy_alter_table = OFF; PRAGMA foreign_keys = ON';

/**
 * Runs statements on the `better-sqlite3` database of MikroORM. While a transaction is open others read what was committed;
 * others that write wait for its end, but not for ever.
 */
export class SqliteExecutor implements Executor {
  readonly #connection: SqliteConnection;
  readonly #turns: SqliteTurns;
  #open: SqliteTransaction | undefined;

  /** @param waitLimit milliseconds that a statement waits for the end of a transaction. */
  constructor(database: SqliteDatabase, exclusively: Exclusively, waitLimit = 30_000) {
    this.#connection = new SqliteConnection(database);
    this.#turns = new SqliteTurns(exclusively, waitLimit);
  }

  execute(statement: Statement, options?: ExecuteOptions): Promise<ExecuteResult> {
    try {
      if (options?.transaction !== undefined) {
        return Promise.resolve(this.#own(options.transaction).execute(statement, options.script === true));
      }
      if (options?.script === true) return this.#turns.run(() => this.#runScript(statement.sql));
      return this.#execute(statement);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  begin(isolationLevel?: string, options: BeginOptions = {}): Promise<ExecutorTransaction> {
    return this.#turns.hold((release) => {
      if (isolationLevel !== undefined) parseIsolationLevel(isolationLevel);
      return this.#begin(release, options.rebuildsTables === true);
    });
  }

  #execute(statement: Statement): Promise<ExecuteResult> {
    const connection = this.#connection;
    const prepared = connection.prepare(statement.sql);
    const { database } = connection;
    const run = () => connection.run(prepared, statement);
    if (this.#open === undefined) {
      // An entity manager of MikroORM has a transaction of its own on this connection.
      if (database.inTransaction) return this.#turns.run(run);
      try {
        return Promise.resolve(run());
      } catch (error) {
        if (isBusy(error)) return this.#turns.run(run);
        throw error;
      }
    }
    if (!prepared.readonly) return this.#turns.run(run);
    const committed = database.memory ? this.#open.committed : connection;
    return Promise.resolve(committed.run(committed.prepare(statement.sql), statement));
  }

  #begin(release: () => void, rebuildsTables: boolean): SqliteTransaction {
    const isShared = this.#connection.database.memory;
    const connection = isShared ? this.#connection : this.#connection.another();
    const close = () => {
      if (!isShared) connection.database.close();
      else if (rebuildsTables) connection.database.exec(ENFORCE);
    };
    try {
      // Neither can be changed within a transaction.
      if (rebuildsTables) connection.database.exec(DO_NOT_ENFORCE);
      this.#open = new SqliteTransaction(connection, this, () => {
        this.#open = undefined;
        close();
        release();
      });
      return this.#open;
    } catch (error) {
      close();
      throw error;
    }
  }

  #own(transaction: ExecutorTransaction): SqliteTransaction {
    if (transaction instanceof SqliteTransaction && transaction.owner === this) return transaction;
    throw new ForeignTransactionError();
  }

  #runScript(sql: string): ExecuteResult {
    this.#connection.database.exec(sql);
    return { rows: [], affected: 0 };
  }
}
