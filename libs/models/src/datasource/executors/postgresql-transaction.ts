import { randomUUID } from 'node:crypto';
import type { ExecutorTransaction } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';
import { commandPg, type PgClient } from './postgresql-client.js';

/** A transaction on a client of its own, which goes back to the pool at the end. */
export class PostgresqlTransaction implements ExecutorTransaction {
  readonly id = randomUUID();
  #active = true;

  /** The connection was lost: an error that nobody listens to would end the process. */
  readonly #lost = (): void => {
    if (!this.#active) return;
    this.#active = false;
    this.pgClient.release(true);
  };

  constructor(
    private readonly pgClient: PgClient,
    /** The executor that has begun it. */
    readonly owner: object,
  ) {
    pgClient.once('error', this.#lost);
  }

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
      this.#giveBack(false);
      return command;
    } catch (error) {
      this.#giveBack(true);
      throw error;
    }
  }

  #giveBack(isBroken: boolean): void {
    this.pgClient.removeListener('error', this.#lost);
    this.pgClient.release(isBroken);
  }
}
