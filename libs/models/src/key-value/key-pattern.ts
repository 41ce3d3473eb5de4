import { InvalidKeyValueError } from './invalid-key-value.error.js';

/** Whether a key matches. */
export type KeyMatcher = (key: string) => boolean;

/** Characters that a pattern may have: each character of a key may be compared with all of them. */
export const LONGEST_PATTERN = 256;

const MANY = Symbol('any characters');

// Kept from LoopBack 3 on purpose (conversation "kv-endpoints"): keys are matched as paths are, so that only "/" stands for "/".
const SEPARATOR = '/';

type Place = typeof MANY | ((character: string) => boolean);

/**
 * Compiles a pattern: `*` stands for any characters but `/`, `?` for one, `[abc]` and `[a-c]` for one of these, and everything
 * else for itself. Matching costs at most the length of the key times that of the pattern: no regular expression is made of it.
 *
 * @throws InvalidKeyValueError for a pattern that is too long
 */
export function compileKeyPattern(pattern: string): KeyMatcher {
  if (pattern.length > LONGEST_PATTERN)
    throw new InvalidKeyValueError(`match must not have more than ${String(LONGEST_PATTERN)} characters`);
  const places = placesOf([...pattern]);
  return (key) => matches(places, [...key]);
}

function placesOf(pattern: readonly string[]): readonly Place[] {
  const places: Place[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at];
    const end = character === '[' ? pattern.indexOf(']', at + 1) : -1;
    if (character === '*') {
      if (places.at(-1) !== MANY) places.push(MANY);
    } else if (character === '?') places.push((other) => other !== SEPARATOR);
    // Empty brackets stand for themselves, as those do that are not closed before the next `/`.
    else if (end > at + 1 && !pattern.slice(at, end).includes(SEPARATOR)) {
      places.push(oneOf(pattern.slice(at + 1, end)));
      at = end;
    } else places.push((other) => other === character);
  }
  return places;
}

function oneOf(characters: readonly string[]): (character: string) => boolean {
  const single = new Set<string>();
  const ranges: (readonly [from: number, to: number])[] = [];
  for (let at = 0; at < characters.length; at++) {
    const [from = '', dash, to] = characters.slice(at, at + 3);
    if (dash === '-' && to !== undefined) {
      ranges.push([codeOf(from), codeOf(to)]);
      at += 2;
    } else single.add(from);
  }
  return (character) => {
    if (single.has(character)) return true;
    if (character === SEPARATOR) return false;
    const code = codeOf(character);
    return ranges.some(([from, to]) => from <= code && code <= to);
  };
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Only the last `*` ever takes more: what an earlier one could take up to the next `/`, it can take as well. */
function matches(places: readonly Place[], key: readonly string[]): boolean {
  let place = 0;
  let lastMany = -1;
  let takenUpTo = 0;
  for (let at = 0; at < key.length;) {
    const expected = places[place];
    if (expected === MANY) {
      lastMany = place++;
      takenUpTo = at;
    } else if (expected?.(key[at] ?? '') === true) {
      place++;
      at++;
    } else if (lastMany >= 0 && key[takenUpTo] !== SEPARATOR) {
      place = lastMany + 1;
      at = ++takenUpTo;
    } else return false;
  }
  return place === places.length || (place === places.length - 1 && places[place] === MANY);
}
