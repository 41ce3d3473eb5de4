import { randomUUID } from 'node:crypto';
import type { ExecutorTransaction } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';
import { commandPg, type PgClient } from './postgresql-client.js';

/** What a transaction may do beside running statements. */
export interface PostgresqlTransactionOptions {
  /** The executor that has begun it. */
  readonly owner: object;
  readonly isSnapshot: boolean;
  /** Ends the statement that is running. */
  readonly cancel?: (() => Promise<void>) | undefined;
}

/**
 * A transaction on a client of its own, which goes back to the pool at the end. What is asked for at the same time is done
 * one after the other: the driver takes no query of a client that is busy.
 */
export class PostgresqlTransaction implements ExecutorTransaction {
  readonly id = randomUUID();
  readonly owner: object;
  readonly isSnapshot: boolean;
  #active = true;
  #isInterrupted = false;
  #isRunning = false;
  #last: Promise<unknown> = Promise.resolve();

  /** The connection was lost: an error that nobody listens to would end the process. */
  readonly #lost = (): void => {
    if (!this.#active) return;
    this.#active = false;
    this.#isInterrupted = true;
    this.client.release(true);
  };

  constructor(
    private readonly client: PgClient,
    private readonly options: PostgresqlTransactionOptions,
  ) {
    this.owner = options.owner;
    this.isSnapshot = options.isSnapshot;
    client.once('error', this.#lost);
  }

  get active(): boolean {
    return this.#active;
  }

  /** Runs a task on the client when all before it are done; nothing else comes between its queries. */
  run<T>(task: (client: PgClient) => Promise<T>): Promise<T> {
    if (!this.#active) return Promise.reject(new InactiveTransactionError(this.id));
    return this.#enqueue(() => this.#runUnlessInterrupted(task));
  }

  /** Ends the statement that is running, and lets no other one begin: what is left is to roll it back. */
  async interrupt(): Promise<void> {
    this.#isInterrupted = true;
    if (this.#isRunning) await this.options.cancel?.();
  }

  async commit(): Promise<void> {
    if (this.#isInterrupted) throw new InactiveTransactionError(this.id);
    const command = await this.#end('COMMIT');
    if (command === 'ROLLBACK')
      throw new Error('The transaction was rolled back, since one of its statements had failed.');
  }

  async rollback(): Promise<void> {
    await this.#end('ROLLBACK');
  }

  #enqueue<T>(task: () => Promise<T>): Promise<T> {
    const done = this.#last.then(task);
    this.#last = done.catch(() => undefined);
    return done;
  }

  async #runUnlessInterrupted<T>(task: (client: PgClient) => Promise<T>): Promise<T> {
    if (this.#isInterrupted) throw new InactiveTransactionError(this.id);
    this.#isRunning = true;
    try {
      return await task(this.client);
    } catch (error) {
      throw this.#isInterrupted ? new InactiveTransactionError(this.id, error) : error;
    } finally {
      this.#isRunning = false;
    }
  }

  async #end(text: string): Promise<string> {
    if (!this.#active) throw new InactiveTransactionError(this.id);
    this.#active = false;
    try {
      const command = await this.#enqueue(() => commandPg(this.client, text));
      this.#giveBack(false);
      return command;
    } catch (error) {
      this.#giveBack(true);
      throw error;
    }
  }

  #giveBack(isBroken: boolean): void {
    this.client.removeListener('error', this.#lost);
    this.client.release(isBroken);
  }
}
