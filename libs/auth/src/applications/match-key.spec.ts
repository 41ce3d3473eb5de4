import { describe, expect, it } from 'vitest';
import { makeApplicationId, makeKeys } from './application-keys.js';
import { matchKey } from './match-key.js';

describe('keys of applications', () => {
  it('have 160 bits in hex digits, each another', () => {
    const keys = [...Object.values(makeKeys()), ...Object.values(makeKeys())];
    expect(new Set(keys).size).toBe(10);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{40}$/);
    expect(makeApplicationId()).toMatch(/^[0-9a-f]{32}$/);
  });

  it('are told by name', () => {
    const keys = makeKeys();
    for (const [name, key] of Object.entries(keys)) expect(matchKey(keys, key)).toBe(name);
  });

  it.each([undefined, null, '', 0, true, [], {}, 'null', 'undefined'])('do not match %j', (given) => {
    expect(matchKey(makeKeys(), given)).toBeUndefined();
    expect(matchKey({ clientKey: null, masterKey: '' }, given)).toBeUndefined();
    expect(matchKey({}, given)).toBeUndefined();
  });
});
