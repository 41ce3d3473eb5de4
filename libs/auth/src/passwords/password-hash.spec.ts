import { hash } from '@node-rs/bcrypt';
import { describe, expect, it } from 'vitest';
import { hashPassword, isPasswordHash, isPasswordOf, isWeakHash, pretendToCheck } from './password-hash.js';

describe('hashes of passwords', () => {
  it('are told from passwords, whatever these look like', async () => {
    const ours = await hashPassword('lovelace', 10);
    const bcrypt = await hash('lovelace', { cost: 4 });
    for (const text of [ours, bcrypt, bcrypt.replace('$2b$', '$2a$'), bcrypt.replace('$2b$', '$2y$')])
      expect(isPasswordHash(text)).toBe(true);
    for (const text of ['', 'lovelace', '$2a$', `${bcrypt}x`, bcrypt.slice(1), `$2x$${bcrypt.slice(4)}`, `${ours}$`])
      expect(isPasswordHash(text)).toBe(false);
  });

  it('are each another, and hold for one password', async () => {
    const [one, other] = await Promise.all([hashPassword('lovelace', 10), hashPassword('lovelace', 10)]);
    expect(one).not.toBe(other);
    for (const text of [one, other]) {
      expect(await isPasswordOf('lovelace', text)).toBe(true);
      expect(await isPasswordOf('Lovelace', text)).toBe(false);
      expect(await isPasswordOf('', text)).toBe(false);
    }
  });

  it('hold for no password of more than 72 bytes, of which bcrypt would look at the first only', async () => {
    const longest = 'x'.repeat(72);
    for (const text of [await hashPassword(longest, 10), await hash(longest, { cost: 4 })]) {
      expect(await isPasswordOf(longest, text)).toBe(true);
      expect(await isPasswordOf(`${longest}y`, text)).toBe(false);
    }
  });

  it('are weak where they were made with less', async () => {
    const ours = await hashPassword('lovelace', 10);
    expect(isWeakHash(ours)).toBe(false);
    expect(isWeakHash(ours.replace('m=19456', 'm=4096'))).toBe(true);
    expect(isWeakHash(ours.replace('t=2', 't=1'))).toBe(true);
    expect(isWeakHash(await hash('lovelace', { cost: 12 }))).toBe(true);
  });

  it('cost the same where there is nobody', async () => {
    const real = await hashPassword('lovelace', 10);
    const time = async (check: () => Promise<unknown>) => {
      const begin = performance.now();
      await check();
      return performance.now() - begin;
    };
    const times = { real: [] as number[], none: [] as number[] };
    for (let round = 0; round < 9; round++) {
      times.real.push(await time(() => isPasswordOf('wrong', real)));
      times.none.push(await time(() => pretendToCheck('wrong', 10)));
    }
    const median = (all: number[]) => all.toSorted((a, b) => a - b)[4] ?? 0;
    // On a busy machine: a check that is left out takes a thousandth.
    expect(median(times.none) / median(times.real)).toBeGreaterThan(0.2);
  });
});
