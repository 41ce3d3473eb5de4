import { randomUUID } from 'node:crypto';
import type { ExecutorTransaction } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';
import { commandPg, type PgClient } from './postgresql-client.js';

/** A transaction on a client of its own, which goes back to the pool at the end. */
export class PostgresqlTransaction implements ExecutorTransaction {
  readonly id = randomUUID();
  #active = true;

  constructor(private readonly pgClient: PgClient) {}

  get active(): boolean {
    return this.#active;
  }

  /** The client, as long as the transaction is open. */
  get client(): PgClient {
    if (!this.#active) throw new InactiveTransactionError(this.id);
    return this.pgClient;
  }

  async commit(): Promise<void> {
    const command = await this.#end('COMMIT');
    if (command === 'ROLLBACK')
      throw new Error('The transaction was rolled back, since one of its statements had failed.');
  }

  async rollback(): Promise<void> {
    await this.#end('ROLLBACK');
  }

  async #end(text: string): Promise<string> {
    const { client } = this;
    this.#active = false;
    try {
      const command = await commandPg(client, text);
      client.release();
      return command;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }
}
