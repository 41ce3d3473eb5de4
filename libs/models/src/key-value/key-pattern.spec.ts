import { describe, expect, it } from 'vitest';
import { compileKeyPattern, LONGEST_PATTERN } from './key-pattern.js';

const matches = (pattern: string, key: string) => compileKeyPattern(pattern)(key);

/** The same by trying everything, for short texts. */
function matchesSlowly(pattern: string, key: string): boolean {
  if (pattern === '') return key === '';
  const [first, rest] = [pattern[0], pattern.slice(1)];
  if (first === '*') {
    return matchesSlowly(rest, key) || (key !== '' && key[0] !== '/' && matchesSlowly(pattern, key.slice(1)));
  }
  return key !== '' && (first === key[0] || (first === '?' && key[0] !== '/')) && matchesSlowly(rest, key.slice(1));
}

/** All texts of some characters up to a length. */
function texts(characters: string, length: number): string[] {
  if (length === 0) return [''];
  const shorter = texts(characters, length - 1);
  const longest = shorter.filter((text) => text.length === length - 1);
  return [...shorter, ...longest.flatMap((text) => [...characters].map((character) => text + character))];
}

describe('a pattern of keys', () => {
  it.each([
    ['*', 'anything'],
    ['c*', 'c'],
    ['c*', 'cherry'],
    ['*e*', 'cherry'],
    ['m?x', 'mix'],
    ['?', '🍒'],
    ['[mp]ix', 'pix'],
    ['[a-c]1', 'b1'],
    ['[-a]', '-'],
    ['[*]', '*'],
    ['*/*', 'red/1'],
    ['[]', '[]'],
    ['[ab', '[ab'],
    ['[a/b]', '[a/b]'],
    ['a.b+(c)|{d,e}^$\\', 'a.b+(c)|{d,e}^$\\'],
    ['!a', '!a'],
    ['#a', '#a'],
    ['__proto__', '__proto__'],
  ])('%s matches %s', (pattern, key) => {
    expect(matches(pattern, key)).toBe(true);
  });

  it.each([
    ['', 'a'],
    ['c*', 'acorn'],
    ['c*', 'Cherry'],
    ['m?x', 'max '],
    ['m?x', 'mx'],
    ['[mp]ix', 'six'],
    ['[a-c]1', 'd1'],
    ['[*]', 'a'],
    ['a.b', 'axb'],
    ['a|b', 'a'],
    ['*e*', 'red/1'],
    ['?', '/'],
    ['[.-0]', '/'],
  ])('%s does not match %s', (pattern, key) => {
    expect(matches(pattern, key)).toBe(false);
  });

  it('matches what trying everything finds', () => {
    const keys = texts('ab/', 5);
    const wrong = texts('ab/*?', 4).flatMap((pattern) => {
      const isMatch = compileKeyPattern(pattern);
      return keys.filter((key) => isMatch(key) !== matchesSlowly(pattern, key)).map((key) => `${pattern} on ${key}`);
    });
    expect(wrong).toEqual([]);
  });

  it.each(['*a'.repeat(127) + 'b', '*' + 'a'.repeat(200) + 'b', '?*'.repeat(128), '*'.repeat(256), '['.repeat(256)])(
    'is looked for in a long key in no time: %s',
    (pattern) => {
      const began = performance.now();
      matches(pattern, 'a'.repeat(16_000));
      expect(performance.now() - began).toBeLessThan(1000);
    },
  );

  it('is refused where it is too long', () => {
    expect(() => compileKeyPattern('a'.repeat(LONGEST_PATTERN + 1))).toThrow('match must not have more than 256');
  });
});
