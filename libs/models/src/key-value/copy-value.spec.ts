import { describe, expect, it } from 'vitest';
import { copyValue } from './copy-value.js';

describe('a copy of a value', () => {
  it('has dates and buffers as such, and shares nothing', () => {
    const value = { at: new Date(5), bytes: Buffer.from('ab'), list: [{ deep: 1 }], none: null, text: 'x' };
    const copy = copyValue(value) as typeof value;
    expect(copy).toEqual(value);
    expect(Buffer.isBuffer(copy.bytes)).toBe(true);
    value.at.setTime(9);
    value.bytes[0] = 0;
    value.list[0] = { deep: 2 };
    expect(copy).toEqual({ at: new Date(5), bytes: Buffer.from('ab'), list: [{ deep: 1 }], none: null, text: 'x' });
  });

  it('is what an object shows of itself', () => {
    expect(copyValue({ secret: 1, toJSON: () => ({ shown: [undefined, 1], left: undefined }) })).toEqual({
      shown: [null, 1],
    });
  });

  it('keeps a key __proto__ to itself', () => {
    const copy = copyValue(JSON.parse('{"__proto__":{"isAdmin":true}}')) as Record<string, unknown>;
    expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
    expect(copy['isAdmin']).toBeUndefined();
  });

  it('is refused for what goes in a circle, and for what has no JSON', () => {
    const circle: Record<string, unknown> = {};
    circle['itself'] = circle;
    expect(() => copyValue(circle)).toThrow('value must not be nested deeper than 512 levels');
    expect(() => copyValue(1n)).toThrow('value must not be or hold a bigint');
    expect(() => copyValue(() => 1)).toThrow('value must not be or hold a function');
  });
});
