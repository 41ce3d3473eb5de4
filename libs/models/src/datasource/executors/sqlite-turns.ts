import { setTimeout as sleep } from 'node:timers/promises';
import { TransactionWaitError } from '../transaction-wait.error.js';

/** Runs a task while nobody else, MikroORM's entity managers included, uses the connection. */
export type Exclusively = (task: () => Promise<void>) => Promise<void>;

const LONGEST_DELAY = 100;

/**
 * Gives what needs a database for itself its turn, one after the other and not for ever. Another process that writes is
 * waited for here, too: waiting in the driver would stop ours.
 */
export class SqliteTurns {
  /** @param limit milliseconds that a task waits for its turn. */
  constructor(
    private readonly exclusively: Exclusively,
    private readonly limit: number,
  ) {}

  run<Result>(task: () => Result): Promise<Result> {
    return this.hold((release) => {
      const result = task();
      release();
      return result;
    });
  }

  /** The turn lasts until the task calls `release`, or throws. */
  hold<Result>(task: (release: () => void) => Result): Promise<Result> {
    return new Promise((resolve, reject) => {
      const turn = { isOver: false };
      const timer = setTimeout(() => {
        turn.isOver = true;
        reject(new TransactionWaitError(this.limit));
      }, this.limit);
      const fail = (error: unknown): void => {
        clearTimeout(timer);
        reject(error);
      };
      const held = (): Promise<void> =>
        new Promise((release) => {
          this.#attempt(() => task(release), turn).then(
            (result) => {
              clearTimeout(timer);
              resolve(result);
            },
            (error: unknown) => {
              release();
              fail(error);
            },
          );
        });
      this.exclusively(held).catch(fail);
    });
  }

  async #attempt<Result>(task: () => Result, turn: { readonly isOver: boolean }): Promise<Result> {
    for (let delay = 1; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
      if (turn.isOver) throw new TransactionWaitError(this.limit);
      try {
        return task();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
      await sleep(delay);
    }
  }
}

/** Whether another connection writes, so that the same may succeed later. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY');
}
