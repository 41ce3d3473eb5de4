import { setTimeout as sleep } from 'node:timers/promises';

/** How a connection is tried again. */
export interface RetryOptions {
  /** Milliseconds after which it is given up. */
  readonly limit: number;
  /** Whether an error may pass by waiting. */
  readonly mayPass: (error: unknown) => boolean;
  readonly signal: AbortSignal;
}

const FIRST_DELAY = 100;
const LONGEST_DELAY = 5000;

/** Runs an attempt until it succeeds, with growing delays; rejects with its last error. */
export async function retryConnection<Result>(attempt: () => Promise<Result>, options: RetryOptions): Promise<Result> {
  const end = performance.now() + options.limit;
  for (let delay = FIRST_DELAY; ; delay = Math.min(2 * delay, LONGEST_DELAY)) {
    try {
      return await attempt();
    } catch (error) {
      if (!options.mayPass(error) || performance.now() + delay > end) throw error;
    }
    await sleep(delay, undefined, { signal: options.signal });
  }
}
