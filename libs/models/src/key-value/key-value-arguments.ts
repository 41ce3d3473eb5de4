import { copyValue } from './copy-value.js';
import { InvalidKeyValueError } from './invalid-key-value.error.js';
import { compileKeyPattern, type KeyMatcher } from './key-pattern.js';

/** Which keys are asked for, and how a key is known to be one of them. */
export interface KeyQuery {
  readonly match: string | undefined;
  readonly matches: KeyMatcher;
}

export function parseKey(key: unknown): string {
  if (typeof key === 'string' && key !== '') return key;
  throw new InvalidKeyValueError('key must be a text that is not empty');
}

/** A value as it is kept: a copy. */
export function parseValue(value: unknown): unknown {
  if (value === undefined || value === null) throw new InvalidKeyValueError('value must be neither null nor undefined');
  const copy = copyValue(value);
  // What shows itself as nothing is nothing.
  if (copy === null) throw new InvalidKeyValueError('value must be neither null nor undefined');
  return copy;
}

export function parseTtl(ttl: unknown): number {
  if (typeof ttl === 'number' && ttl > 0 && Number.isFinite(ttl)) return ttl;
  throw new InvalidKeyValueError('ttl must be a positive number');
}

/** The time to live of a value: a number, or `{ ttl }`; without one the value does not end. */
export function parseSetOptions(options: unknown): number | undefined {
  if (options === undefined || options === null) return undefined;
  if (typeof options !== 'object') return parseTtl(options);
  const ttl: unknown = 'ttl' in options ? options.ttl : undefined;
  return ttl === undefined || ttl === null ? undefined : parseTtl(ttl);
}

/** Reads a filter of keys: `{ match }`. What it does not know it refuses, rather than finding more than was asked for. */
export function parseKeyFilter(filter: unknown): KeyQuery {
  if (filter === undefined || filter === null) return { match: undefined, matches: () => true };
  if (typeof filter !== 'object' || Array.isArray(filter)) throw new InvalidKeyValueError('filter must be an object');
  const unknown = Object.keys(filter).find((name) => name !== 'match');
  if (unknown !== undefined)
    throw new InvalidKeyValueError(
      `filter has an unknown member ${JSON.stringify(unknown)}; keys are found by "match"`,
    );
  const match: unknown = 'match' in filter ? filter.match : undefined;
  if (match === undefined || match === null) return { match: undefined, matches: () => true };
  if (typeof match !== 'string') throw new InvalidKeyValueError('match must be a text');
  return { match, matches: compileKeyPattern(match) };
}
