import { type SqlFunction, sqliteFunctions } from '../dialects/sqlite-functions.js';
import type { ExecuteResult, Statement } from '../executor.js';
import { LONGEST_KEPT } from './kept-statements.js';

/* What we use of `better-sqlite3`, which comes with MikroORM's driver. */

export interface SqliteStatement {
  /** Whether it returns rows. */
  readonly reader: boolean;
  /** Whether it leaves the database as it is. */
  readonly readonly: boolean;
  all(parameters: readonly unknown[]): unknown[];
  run(parameters: readonly unknown[]): { readonly changes: number };
}

export interface SqliteDatabase {
  readonly name: string;
  readonly memory: boolean;
  readonly inTransaction: boolean;
  prepare(sql: string): SqliteStatement;
  exec(sql: string): unknown;
  function(
    name: string,
    options: { readonly deterministic: boolean; readonly varargs: boolean },
    run: SqlFunction,
  ): unknown;
  serialize(): Buffer;
  close(): unknown;
}

/** Milliseconds that SQLite itself waits for another process that writes: it stops ours meanwhile. */
const BUSY_TIMEOUT = 100;
/** How many prepared statements a connection keeps. */
const STATEMENTS = 500;

/** One connection with our functions and its prepared statements. */
export class SqliteConnection {
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(
    readonly database: SqliteDatabase,
    options: { readonly busyTimeout?: number } = {},
  ) {
    for (const [name, run] of Object.entries(sqliteFunctions())) {
      database.function(name, { deterministic: true, varargs: true }, run);
    }
    database.exec(`PRAGMA busy_timeout = ${options.busyTimeout ?? BUSY_TIMEOUT}; PRAGMA foreign_keys = ON`);
    if (!database.memory) database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
  }

  /** The prepared statement of a text; those that were not used for long are forgotten. */
  prepare(sql: string): SqliteStatement {
    if (sql.length > LONGEST_KEPT) return this.database.prepare(sql);
    const known = this.#statements.get(sql);
    const statement = known ?? this.database.prepare(sql);
    if (known !== undefined) this.#statements.delete(sql);
    else if (this.#statements.size >= STATEMENTS) this.#forgetOldest();
    this.#statements.set(sql, statement);
    return statement;
  }

  run(statement: SqliteStatement, { parameters }: Statement): ExecuteResult {
    if (!statement.reader) return { rows: [], affected: statement.run(parameters).changes };
    const rows = statement.all(parameters) as Record<string, unknown>[];
    return { rows, affected: rows.length };
  }

  /** Another connection to the same file. */
  another(): SqliteConnection {
    return new SqliteConnection(openLike(this.database, this.database.name), { busyTimeout: 0 });
  }

  /** A copy in memory of what is committed. */
  copy(): SqliteConnection {
    return new SqliteConnection(openLike(this.database, this.database.serialize()));
  }

  #forgetOldest(): void {
    const [oldest] = this.#statements.keys();
    if (oldest !== undefined) this.#statements.delete(oldest);
  }
}

function openLike(database: SqliteDatabase, source: string | Buffer): SqliteDatabase {
  const Database = database.constructor as new (source: string | Buffer) => SqliteDatabase;
  return new Database(source);
}
