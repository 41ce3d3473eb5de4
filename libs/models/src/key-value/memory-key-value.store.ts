import { type Clock, PROCESS_CLOCK } from './clock.js';
import { copyValue } from './copy-value.js';
import type { KeyValueStore } from './key-value-store.js';

interface Entry {
  readonly space: Map<string, Entry>;
  readonly key: string;
  readonly value: unknown;
  ends: number | undefined;
}

/** Milliseconds between two looks for keys whose time is over, and how many are looked at each time. */
const SWEEP_INTERVAL = 1000;
const SWEEP_SIZE = 20_000;

/**
 * Keys and values in the memory of the process. A key whose time is over is not there for any call; those that nobody asks
 * for are taken away within a second, or a few where there are very many.
 */
export class MemoryKeyValueStore implements KeyValueStore {
  readonly #spaces = new Map<string, Map<string, Entry>>();
  readonly #ending = new Set<Entry>();
  #unswept = this.#ending.values();
  #stopSweeping: (() => void) | undefined;

  constructor(private readonly clock: Clock = PROCESS_CLOCK) {}

  /** How many keys are held, those among them whose time is over. */
  get size(): number {
    return [...this.#spaces.values()].reduce((sum, space) => sum + space.size, 0);
  }

  async get(model: string, key: string): Promise<unknown> {
    const entry = this.#find(model, key);
    return entry === undefined ? undefined : copyValue(entry.value);
  }

  async set(model: string, key: string, value: unknown, ttl: number | undefined): Promise<void> {
    const old = this.#find(model, key);
    const space = this.#spaceOf(model);
    const entry: Entry = { space, key, value, ends: undefined };
    if (old !== undefined) this.#ending.delete(old);
    // A key that is there keeps its place.
    space.set(key, entry);
    if (ttl !== undefined) this.#end(entry, ttl);
    this.#sweepWhileNeeded();
  }

  async expire(model: string, key: string, ttl: number): Promise<boolean> {
    const entry = this.#find(model, key);
    if (entry === undefined) return false;
    this.#end(entry, ttl);
    this.#sweepWhileNeeded();
    return true;
  }

  async ttl(model: string, key: string): Promise<number | undefined> {
    const entry = this.#find(model, key);
    if (entry === undefined) return undefined;
    return entry.ends === undefined ? Infinity : Math.ceil(entry.ends - this.clock.now());
  }

  async *keys(model: string): AsyncGenerator<string> {
    for (const entry of this.#spaces.get(model)?.values() ?? []) {
      if (this.#isThere(entry)) yield entry.key;
    }
  }

  async delete(model: string, key: string): Promise<void> {
    const entry = this.#find(model, key);
    if (entry !== undefined) this.#remove(entry);
  }

  async deleteAll(model: string): Promise<void> {
    for (const entry of this.#spaces.get(model)?.values() ?? []) this.#remove(entry);
  }

  close(): void {
    this.#spaces.clear();
    this.#ending.clear();
    this.#sweepWhileNeeded();
  }

  #spaceOf(model: string): Map<string, Entry> {
    let space = this.#spaces.get(model);
    if (space === undefined) this.#spaces.set(model, (space = new Map<string, Entry>()));
    return space;
  }

  #find(model: string, key: string): Entry | undefined {
    const entry = this.#spaces.get(model)?.get(key);
    return entry !== undefined && this.#isThere(entry) ? entry : undefined;
  }

  #isThere(entry: Entry): boolean {
    if (entry.ends === undefined || entry.ends > this.clock.now()) return true;
    this.#remove(entry);
    return false;
  }

  #end(entry: Entry, ttl: number): void {
    entry.ends = this.clock.now() + ttl;
    this.#ending.add(entry);
  }

  #remove(entry: Entry): void {
    entry.space.delete(entry.key);
    this.#ending.delete(entry);
  }

  #sweepWhileNeeded(): void {
    if (this.#ending.size === 0) {
      this.#stopSweeping?.();
      this.#stopSweeping = undefined;
    } else this.#stopSweeping ??= this.clock.every(SWEEP_INTERVAL, () => this.#sweep());
  }

  /** Looks at some of the keys that end, and goes on behind them next time. */
  #sweep(): void {
    for (let looked = 0; looked < SWEEP_SIZE; looked++) {
      const next = this.#unswept.next();
      if (next.done === true) {
        this.#unswept = this.#ending.values();
        break;
      }
      this.#isThere(next.value);
    }
    this.#sweepWhileNeeded();
  }
}
