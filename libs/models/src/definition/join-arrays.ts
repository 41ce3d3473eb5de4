import { isDeepStrictEqual } from 'node:util';

/** Both arrays, the first one's items first, each item once. */
export function joinArrays(first: readonly unknown[], second: readonly unknown[]): unknown[] {
  const joined: unknown[] = [];
  for (const item of [...first, ...second]) {
    if (!joined.some((known) => isDeepStrictEqual(known, item))) joined.push(item);
  }
  return joined;
}
