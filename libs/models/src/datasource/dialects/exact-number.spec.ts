import { describe, expect, it } from 'vitest';
import { exactNumber } from './exact-number.js';

describe('exact numbers', () => {
  it.each([
    ['5', 5],
    ['-12.50', -12.5],
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', '9007199254740993'],
    ['0.000000000000001', 1e-15],
    ['123456789012.345', 123456789012.345],
    ['1234567890123.456', '1234567890123.456'],
    ['0', 0],
    ['0.00', 0],
    ['NaN', null],
  ])('reads %s', (text, value) => {
    expect(exactNumber(text)).toBe(value);
  });
});
