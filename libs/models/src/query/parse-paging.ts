import { InvalidQueryError, quoted } from './invalid-query.error.js';

/** `limit` of a filter: a whole number from 1; `0`, `null` and `""` are none. */
export function parseLimit(value: unknown): number | undefined {
  if (value === undefined || value === null || value === '' || value === 0) return undefined;
  const limit = wholeNumber(value);
  if (limit === undefined || limit < 1)
    throw new InvalidQueryError(`The limit parameter ${quoted(value)} is not valid`);
  return limit;
}

/** `skip` of a filter, or else `offset`: a whole number from 0. */
export function parseSkip(skip: unknown, offset: unknown): number | undefined {
  const value = skip === undefined || skip === null || skip === '' ? offset : skip;
  for (const each of [skip, offset]) {
    if (each === undefined || each === null || each === '') continue;
    const count = wholeNumber(each);
    if (count === undefined || count < 0) {
      throw new InvalidQueryError(`The offset/skip parameter ${quoted(each)} is not valid`);
    }
  }
  const count = value === undefined || value === null || value === '' ? 0 : (wholeNumber(value) ?? 0);
  return count === 0 ? undefined : count;
}

function wholeNumber(value: unknown): number | undefined {
  const isText = typeof value === 'string' && value.trim() !== '';
  // LoopBack asks JavaScript for the number, to which `true` is 1.
  const number = isText || value === true ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) return undefined;
  return Math.max(-1, Math.min(number, Number.MAX_SAFE_INTEGER));
}
