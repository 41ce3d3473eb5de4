import type { Checkpoints } from '../model/replication-support.js';
import { InvalidChangeError } from './invalid-change.error.js';

const ALL = -1;

/** The checkpoint from which on changes count; all where nothing is said. */
export function parseSince(since: unknown): number {
  if (since === undefined || since === null || since === '') return ALL;
  const number = typeof since === 'string' ? Number(since) : since;
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number;
  throw new InvalidChangeError('since', 'a whole number');
}

/** The same for both sides: one number for both, or one for each. */
export function parseBothSince(since: unknown): Checkpoints {
  if (typeof since === 'object' && since !== null) {
    const { source, target } = since as Record<string, unknown>;
    return { source: parseSince(source), target: parseSince(target) };
  }
  const both = parseSince(since);
  return { source: both, target: both };
}
