import { beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from './clock.js';
import { MemoryKeyValueStore } from './memory-key-value.store.js';

/** A clock that a test moves, and that tells who waits for it. */
class TestClock implements Clock {
  time = 0;
  readonly waiting = new Map<() => void, number>();

  now(): number {
    return this.time;
  }

  every(milliseconds: number, run: () => void): () => void {
    this.waiting.set(run, milliseconds);
    return () => this.waiting.delete(run);
  }

  /** Moves on, as one who comes back every second would notice. */
  pass(milliseconds: number): void {
    for (const end = this.time + milliseconds; this.time < end;) {
      this.time += 1000;
      for (const run of this.waiting.keys()) run();
    }
  }
}

describe('keys and values in memory', () => {
  let clock: TestClock;
  let store: MemoryKeyValueStore;

  beforeEach(() => {
    clock = new TestClock();
    store = new MemoryKeyValueStore(clock);
  });

  async function keysOf(model: string): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of store.keys(model)) keys.push(key);
    return keys;
  }

  it('are there until the very end of their time', async () => {
    await store.set('Jar', 'fig', 1, 100);
    clock.time = 99;
    expect(await store.ttl('Jar', 'fig')).toBe(1);
    expect(await store.get('Jar', 'fig')).toBe(1);
    clock.time = 100;
    expect(await store.get('Jar', 'fig')).toBeUndefined();
    expect(await store.ttl('Jar', 'fig')).toBeUndefined();
    expect(await store.expire('Jar', 'fig', 100)).toBe(false);
    expect(await keysOf('Jar')).toEqual([]);
  });

  it('that nobody asks for any more are let go', async () => {
    for (let count = 0; count < 1000; count++) await store.set('Jar', `key ${String(count)}`, count, 500 + count);
    await store.set('Jar', 'stays', 1, undefined);
    clock.pass(1000);
    clock.pass(1000);
    expect(store.size).toBe(1);
  });

  it('that are set again and again are held once', async () => {
    for (let count = 0; count < 1000; count++) await store.set('Jar', 'fig', count, 1e12);
    await store.expire('Jar', 'fig', 500);
    clock.pass(3000);
    expect(store.size).toBe(0);
  });

  it('lose their time to live where they are set without one', async () => {
    await store.set('Jar', 'fig', 1, 100);
    await store.set('Jar', 'fig', 2, undefined);
    clock.pass(5000);
    expect(await store.get('Jar', 'fig')).toBe(2);
    expect(await store.ttl('Jar', 'fig')).toBe(Infinity);
  });

  it('are in the order in which they were first set', async () => {
    await store.set('Jar', 'a', 1, undefined);
    await store.set('Jar', 'b', 1, 100);
    await store.set('Jar', 'c', 1, undefined);
    await store.set('Jar', 'a', 2, undefined);
    expect(await keysOf('Jar')).toEqual(['a', 'b', 'c']);
    clock.time = 100;
    await store.set('Jar', 'b', 2, undefined);
    expect(await keysOf('Jar')).toEqual(['a', 'c', 'b']);
  });

  it('need no clock where none of them ends', async () => {
    await store.set('Jar', 'plum', 1, undefined);
    expect(clock.waiting.size).toBe(0);
    await store.set('Jar', 'fig', 1, 100);
    await store.set('Jar', 'melon', 1, 100);
    expect([...clock.waiting.values()]).toEqual([1000]);
    clock.pass(2000);
    expect(clock.waiting.size).toBe(0);
    await store.set('Jar', 'fig', 1, 100);
    store.close();
    expect(clock.waiting.size).toBe(0);
    expect(store.size).toBe(0);
  });

  it('of one model are not those of another', async () => {
    await store.set('Jar', '__proto__', { own: true }, undefined);
    await store.set('Bottle', '__proto__', 2, undefined);
    await store.set('__proto__', 'constructor', 3, undefined);
    await store.delete('Bottle', '__proto__');
    expect(await store.get('Jar', '__proto__')).toEqual({ own: true });
    expect(await store.get('Bottle', 'constructor')).toBeUndefined();
    await store.deleteAll('Jar');
    expect(await keysOf('Jar')).toEqual([]);
    expect(await keysOf('__proto__')).toEqual(['constructor']);
    expect(({} as Record<string, unknown>)['own']).toBeUndefined();
  });
});
