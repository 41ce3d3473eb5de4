import type { OperationOptions } from '../../model/operations/operation-options.js';
import type { DataSource } from '../data-source.js';
import type { Executor } from '../executor.js';
import { connectionOf, Transaction } from '../transaction/transaction.js';

/** Milliseconds until a connection that was lost is tried again; twice as long each time. */
const SHORTEST_DELAY = 100;
const LONGEST_DELAY = 10_000;

/**
 * A way for the processes that share a database to tell each other that something has changed, so that they can keep what
 * they have read. PostgreSQL has it; elsewhere only this process is told (see {@link hearsAll}).
 *
 * @example
 * const channel = new NotificationChannel(dataSource, 'prices_changed', () => prices.clear());
 * channel.open();
 * Price.observe('after save', ({ options }) => channel.tell(options));
 */
export class NotificationChannel {
  #executor: Executor | undefined;
  #isListening = false;
  readonly #isPrivate: boolean;
  #stop: (() => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param heard - called when somebody has told something, and when something may have been missed */
  constructor(
    readonly dataSource: DataSource,
    readonly name: string,
    private readonly heard: () => void,
  ) {
    this.#isPrivate = dataSource.connector.isPrivate?.(dataSource.settings) === true;
    dataSource.on('disconnected', () => this.close());
  }

  /** Whether everything that is told is heard, as nobody else sees the data, or as the database tells. */
  get hearsAll(): boolean {
    return this.#isListening || this.#isPrivate;
  }

  /** Listens from now on, as long as the data source is connected. Whether it is open already, or cannot listen, is all one. */
  open(): void {
    const { dataSource } = this;
    if (this.#executor !== undefined || !dataSource.connected || dataSource.executor.listen === undefined) return;
    this.#executor = dataSource.executor;
    void this.#listen(this.#executor, SHORTEST_DELAY);
  }

  /** Tells everybody, this process at once: what is in a transaction is told again when it is committed. */
  async tell({ transaction }: Pick<OperationOptions, 'transaction'> = {}): Promise<void> {
    this.heard();
    if (transaction instanceof Transaction) transaction.observe('after commit', () => this.heard());
    await this.dataSource.executor.notify?.(this.name, connectionOf(transaction));
  }

  /** Ends what is open; it may be opened again. */
  close(): void {
    clearTimeout(this.#timer);
    this.#executor = undefined;
    this.#isListening = false;
    void this.#stop?.();
    this.#stop = undefined;
  }

  async #listen(executor: Executor, delay: number): Promise<void> {
    const isCurrent = () => this.#executor === executor;
    const retry = (after: number) => {
      if (!isCurrent()) return;
      this.#timer = setTimeout(() => void this.#listen(executor, Math.min(2 * after, LONGEST_DELAY)), after).unref();
    };
    try {
      const stop = await executor.listen?.(this.name, {
        heard: this.heard,
        lost: () => {
          this.#isListening = false;
          retry(SHORTEST_DELAY);
        },
      });
      if (!isCurrent()) return void stop?.();
      this.#stop = stop;
      this.#isListening = true;
      // What was told meanwhile was not heard.
      this.heard();
    } catch {
      // The database does not answer: whoever reads from it is told. It is tried again.
      retry(delay);
    }
  }
}
