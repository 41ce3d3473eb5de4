import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { ValidationError } from './validation.error.js';

describe('ValidationError', () => {
  it('describes a value once, however many failures show it', () => {
    let times = 0;
    const value = { [inspect.custom]: () => `shown ${String(++times)}` };
    const failures = Array.from({ length: 1000 }, () => ({ property: 'tags', code: 'invalid', message: 'is', value }));
    const { message } = new ValidationError('Crate', failures);
    expect(times).toBe(1);
    expect(message.match(/`tags` is \(value: shown 1\)/g)).toHaveLength(1000);
  });

  it('describes values that are equal but not the same', () => {
    const failures = [1, '1', -0, 0].map((value) => ({ property: 'a', code: 'c', message: 'is', value }));
    expect(new ValidationError('Crate', failures).message).toContain(
      '`a` is (value: 1); `a` is (value: "1"); `a` is (value: 0); `a` is (value: 0).',
    );
  });
});
