import { type IsolationLevel, parseIsolationLevel } from '../isolation-level.js';

/** How a transaction is begun. */
export interface TransactionOptions {
  /** `READ COMMITTED` where nothing is said. SQLite takes every level and is always serializable. */
  readonly isolationLevel?: string | undefined;
  /** Milliseconds after which it is rolled back. */
  readonly timeout?: number | undefined;
}

/** The same, checked. */
export interface TransactionPlan {
  readonly isolationLevel: IsolationLevel;
  readonly timeout: number | undefined;
}

/** Reads the options of a transaction, which may be just the level. */
export function parseTransactionOptions(options: unknown): TransactionPlan {
  const { isolationLevel, timeout } = (
    typeof options === 'string' ? { isolationLevel: options } : (options ?? {})
  ) as TransactionOptions;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
    throw new Error(`The timeout of a transaction is ${String(timeout)}; it must be a number of milliseconds above 0.`);
  }
  return { isolationLevel: parseIsolationLevel(isolationLevel ?? 'READ COMMITTED'), timeout };
}
