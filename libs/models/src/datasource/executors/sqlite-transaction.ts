import { randomUUID } from 'node:crypto';
import type { ExecuteResult, ExecutorTransaction, Statement } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';
import type { SqliteConnection } from './sqlite-connection.js';

/**
 * A transaction of SQLite, which writes from its start. A file has a connection of its own for it; a database in memory has
 * but one, so that others read a copy of what was committed, which is made before the first change.
 */
export class SqliteTransaction implements ExecutorTransaction {
  readonly id = randomUUID();
  #active = true;
  #committed: SqliteConnection | undefined;

  constructor(
    private readonly connection: SqliteConnection,
    /** The executor that has begun it. */
    readonly owner: object,
    private readonly ended: () => void,
  ) {
    connection.database.exec('BEGIN IMMEDIATE');
  }

  get active(): boolean {
    return this.#active;
  }

  /** Where others read what was committed: the connection itself, as long as nothing is changed. */
  get committed(): SqliteConnection {
    return this.#committed ?? this.connection;
  }

  execute(statement: Statement, script: boolean): ExecuteResult {
    this.#check();
    if (script) {
      this.#keepCommitted();
      this.connection.database.exec(statement.sql);
      return { rows: [], affected: 0 };
    }
    const prepared = this.connection.prepare(statement.sql);
    if (!prepared.readonly) this.#keepCommitted();
    return this.connection.run(prepared, statement);
  }

  commit(): Promise<void> {
    return this.#end('COMMIT');
  }

  rollback(): Promise<void> {
    return this.#end('ROLLBACK');
  }

  async #end(sql: 'COMMIT' | 'ROLLBACK'): Promise<void> {
    this.#check();
    const { database } = this.connection;
    try {
      // SQLite has rolled back already after some errors (a full disk).
      if (database.inTransaction) database.exec(sql);
      else if (sql === 'COMMIT')
        throw new Error('The transaction was rolled back, since one of its statements had failed.');
    } catch (error) {
      // A commit that fails, by a deferred foreign key, leaves the transaction open.
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    } finally {
      this.#active = false;
      this.#committed?.database.close();
      this.#committed = undefined;
      this.ended();
    }
  }

  #keepCommitted(): void {
    if (this.connection.database.memory) this.#committed ??= this.connection.copy();
  }

  #check(): void {
    if (!this.#active) throw new InactiveTransactionError(this.id);
  }
}
