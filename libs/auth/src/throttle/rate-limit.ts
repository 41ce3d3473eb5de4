/** How often guessing is let be (deviation 4 of the chapter on built-in models). */
export interface RateLimit {
  /** Seconds in which is counted. */
  readonly window: number;
  readonly perAccount: number;
  readonly perAddress: number;
}

const DEFAULT: RateLimit = { window: 900, perAccount: 10, perAddress: 100 };

/** The setting `rateLimit`; `undefined` where it is `false`. */
export function parseRateLimit(setting: unknown): RateLimit | undefined {
  if (setting === false) return undefined;
  const given = typeof setting === 'object' && setting !== null ? (setting as Partial<RateLimit>) : {};
  return {
    window: positive(given.window, DEFAULT.window),
    perAccount: positive(given.perAccount, DEFAULT.perAccount),
    perAddress: positive(given.perAddress, DEFAULT.perAddress),
  };
}

function positive(value: unknown, missing: number): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : missing;
}
