import { describe, expect, it } from 'vitest';
import { jsonErrorOffset } from './json-error-offset.js';

describe('the place of a JSON syntax error', () => {
  it.each([
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['[1, 2', 5],
    ['', 0],
    ['{"a": tru}', 6],
    ['{} x', 3],
    ["{'a': 1}", 1],
    ['{"a": "b\nc"}', 6],
    ['// no\n{}', 0],
  ])('of %j is %i', (text, offset) => {
    expect(() => JSON.parse(text)).toThrow(SyntaxError);
    expect(jsonErrorOffset(text)).toBe(offset);
  });
});
