import type { ValidationFailure } from './validation.error.js';

/** What the checks of one instance find: at once, and later. */
export class Findings {
  readonly failures: ValidationFailure[] = [];
  private later: Promise<readonly ValidationFailure[]>[] | undefined;

  /** Whether no check is still running, or was left out. */
  get isComplete(): boolean {
    return this.later === undefined;
  }

  add(failure: ValidationFailure): void {
    this.failures.push(failure);
  }

  /** Waits for checks that have not ended yet. */
  expect(...found: readonly Promise<readonly ValidationFailure[]>[]): void {
    // Whoever does not wait for the rest is not told that it was rejected.
    for (const each of found) each.catch(() => undefined);
    (this.later ??= []).push(...found);
  }

  /** Some checks are not made. */
  leaveOut(): void {
    this.later ??= [];
  }

  /**
   * All failures: those that were found at once, then the others, in the order in which their checks began. All checks are
   * waited for, so that none goes on in a transaction that has ended; the first that was rejected rejects.
   */
  async all(): Promise<readonly ValidationFailure[]> {
    const results = await Promise.allSettled(this.later ?? []);
    const rejected = results.find((result) => result.status === 'rejected');
    if (rejected !== undefined) throw rejected.reason;
    return [...this.failures, ...results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))];
  }
}
