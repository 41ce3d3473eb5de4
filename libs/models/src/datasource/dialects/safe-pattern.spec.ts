import { describe, expect, it } from 'vitest';
import { InvalidPatternError } from '../invalid-pattern.error.js';
import { SafePatterns } from './safe-pattern.js';

describe('safe patterns', () => {
  const patterns = new SafePatterns(3);
  const matches = (pattern: string, text: string, ignoreCase = false) =>
    patterns.matcher(pattern, { ignoreCase })(text);

  it('match as JavaScript does', () => {
    expect(matches('^T', 'Ten')).toBe(true);
    expect(matches('^t', 'Ten')).toBe(false);
    expect(matches('^t', 'Ten', true)).toBe(true);
    expect(matches('(?=Te)T', 'Ten')).toBe(true);
  });

  it.each(['(a+)+$', '^(a|a)*$', '(.*)(.*)(.*)x', '(a+)+b'])('do not run away with %s', (pattern) => {
    const began = performance.now();
    matches(pattern, 'a'.repeat(5000));
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it.each(['(', '*', '[b-a]', 'a'.repeat(1001), '(?=(a+)+$)b\\1'])('refuse %s', (pattern) => {
    expect(() => matches(pattern, 'x')).toThrow(InvalidPatternError);
  });

  it('keep a bounded number of patterns, whose answers stay', () => {
    for (let index = 0; index < 20; index++) expect(matches(`^${index}$`, String(index))).toBe(true);
    expect(matches('^0$', '0')).toBe(true);
  });
});
