import { type Callback, settle } from '../../model/callback.js';
import { type Observer, Observers, runObserver } from '../../model/observers.js';
import type { ExecutorTransaction } from '../executor.js';
import { InactiveTransactionError } from '../inactive-transaction.error.js';

/** What the observers of a transaction can watch. */
export type TransactionEvent = 'before commit' | 'after commit' | 'before rollback' | 'after rollback' | 'timeout';

/** What an observer of a transaction is told. */
export interface TransactionContext {
  readonly transaction: Transaction;
  readonly operation: 'commit' | 'rollback' | 'timeout';
}

/** How a transaction is watched over. */
export interface TransactionRules {
  /** The data source that it is one of. */
  readonly dataSource: object;
  /** Milliseconds after which it is rolled back; without end where nothing is said. */
  readonly timeout?: number | undefined;
  readonly warn: (text: string) => void;
  /** Called once it is over, however it ended. */
  readonly ended: () => void;
}

/** Milliseconds after which an open transaction is warned of: it keeps its connection. */
const LONG = 30_000;
/** Milliseconds that observers have when the time is up. */
const GRACE = 1_000;
/** The longest time that a timer can wait. */
const LONGEST_TIMER = 2 ** 31 - 1;

/**
 * An open transaction of a data source, as `Model.beginTransaction` gives it: every call takes it as the option
 * `transaction`. After its end every use fails.
 *
 * @example
 * const tx = await Account.beginTransaction({ isolationLevel: Account.Transaction.SERIALIZABLE, timeout: 5000 });
 * await Account.create({ owner: 'Ada' }, { transaction: tx });
 * await tx.commit();
 */
export class Transaction {
  static readonly SERIALIZABLE = 'SERIALIZABLE';
  static readonly REPEATABLE_READ = 'REPEATABLE READ';
  static readonly READ_COMMITTED = 'READ COMMITTED';
  static readonly READ_UNCOMMITTED = 'READ UNCOMMITTED';

  readonly #observers = new Observers();
  readonly #timers: readonly NodeJS.Timeout[];
  #isEnding = false;
  #hasExpired = false;

  constructor(
    /** What the executor of the data source knows it by. */
    readonly connection: ExecutorTransaction,
    private readonly rules: TransactionRules,
  ) {
    const { timeout, warn } = rules;
    const long = setTimeout(() => {
      // Its connection may have been lost.
      if (!this.isActive()) this.#release();
      else warn(`The transaction ${this.id} is open for ${LONG / 1000} s, and keeps its connection until it ends.`);
    }, LONG).unref();
    this.#timers =
      timeout === undefined ? [long] : [long, setTimeout(() => void this.#expire(), Math.min(timeout, LONGEST_TIMER))];
  }

  get id(): string {
    return this.connection.id;
  }

  isActive(): boolean {
    return this.connection.active;
  }

  isOf(dataSource: object): boolean {
    return this.rules.dataSource === dataSource;
  }

  /** Whether it was rolled back since its time was up. */
  get hasExpired(): boolean {
    return this.#hasExpired;
  }

  /** Watches the end: `before commit`, `after commit`, `before rollback`, `after rollback`, `timeout`. */
  observe(
    event: TransactionEvent,
    observer: (context: TransactionContext, next: (error?: unknown) => void) => unknown,
  ): void {
    this.#observers.add(event, observer as Observer);
  }

  removeObserver(
    event: TransactionEvent,
    observer: (context: TransactionContext, next: (error?: unknown) => void) => unknown,
  ): void {
    this.#observers.remove(event, observer as Observer);
  }

  clearObservers(event: TransactionEvent): void {
    this.#observers.clear(event);
  }

  /**
   * Makes what was written lasting. Fails, and stays open, where a `before commit` observer refuses; the failure of an
   * `after commit` observer is only told in the log.
   */
  commit(callback: Callback<void>): void;
  commit(): Promise<void>;
  commit(callback?: Callback<void>): Promise<void> {
    return settle(this.#end('commit'), callback);
  }

  /** Undoes what was written. */
  rollback(callback: Callback<void>): void;
  rollback(): Promise<void>;
  rollback(callback?: Callback<void>): Promise<void> {
    return settle(this.#end('rollback'), callback);
  }

  /** Rolls back whatever observers say, as nobody is left to end it. */
  async abandon(): Promise<void> {
    if (!this.isActive()) return this.#release();
    try {
      await this.connection.rollback();
    } catch (error) {
      // The connection is gone, and with it the transaction.
      this.rules.warn(`The transaction ${this.id} could not be rolled back: ${String(error)}`);
    } finally {
      this.#release();
    }
  }

  async #end(operation: 'commit' | 'rollback'): Promise<void> {
    if (!this.isActive() || this.#isEnding) throw new InactiveTransactionError(this.id);
    this.#isEnding = true;
    try {
      await this.#notify(`before ${operation}`, operation);
      await this.#finish(operation);
    } finally {
      this.#isEnding = false;
    }
    try {
      await this.#notify(`after ${operation}`, operation);
    } catch (error) {
      // It has ended as it was asked to: who asked would believe that it had not.
      this.#tellFailure(`after ${operation}`, error);
    }
  }

  async #finish(operation: 'commit' | 'rollback'): Promise<void> {
    try {
      await this.connection[operation]();
    } finally {
      if (!this.isActive()) this.#release();
    }
  }

  async #expire(): Promise<void> {
    if (this.isActive()) {
      await this.#notifyForAWhile('timeout', 'timeout');
      if (this.isActive()) await this.#notifyForAWhile('before rollback', 'rollback');
      if (!this.isActive()) return;
    } else if (this.#isEnding) return;
    // What is not active, and was ended by nobody, has lost its connection: who waits for its end is told now.
    this.#hasExpired = true;
    await this.#interrupt();
    await this.abandon();
    await this.#notifyForAWhile('after rollback', 'rollback');
  }

  async #interrupt(): Promise<void> {
    try {
      await this.connection.interrupt?.();
    } catch (error) {
      // It is rolled back when the statement ends by itself.
      this.rules.warn(`The running statement of the transaction ${this.id} could not be ended: ${String(error)}`);
    }
  }

  async #notify(event: TransactionEvent, operation: TransactionContext['operation']): Promise<void> {
    for (const observer of this.#observers.of(event).slice())
      await runObserver(observer, { transaction: this, operation });
  }

  // When the time is up observers cannot keep the connection, neither by an error nor by never calling `next`.
  async #notifyForAWhile(event: TransactionEvent, operation: TransactionContext['operation']): Promise<void> {
    if (this.#observers.of(event).length === 0) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, GRACE);
    try {
      await Promise.race([this.#notify(event, operation), promise]);
    } catch (error) {
      this.#tellFailure(event, error);
    } finally {
      clearTimeout(timer);
    }
  }

  #tellFailure(event: TransactionEvent, error: unknown): void {
    this.rules.warn(`An observer of "${event}" of the transaction ${this.id} failed: ${String(error)}`);
  }

  #release(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.rules.ended();
  }
}

/** A transaction as the executor knows it, of either form that the option `transaction` takes. */
export function connectionOf(
  transaction: Transaction | ExecutorTransaction | null | undefined,
): ExecutorTransaction | undefined {
  return transaction instanceof Transaction ? transaction.connection : (transaction ?? undefined);
}
