import { nameVariants } from '../definition/name-variants.js';

/** Things by name, found by all the variants that LoopBack knows (`art-fair`, `ArtFair`, `artFair`). */
export class NameTable<T> {
  private readonly byName = new Map<string, T>();

  /** @param entries - the object whose properties are the names and their variants */
  constructor(readonly entries: Record<string, T> = Object.create(null) as Record<string, T>) {}

  add(name: string, value: T): void {
    this.byName.set(name, value);
    for (const variant of nameVariants(name)) {
      Object.defineProperty(this.entries, variant, { value, enumerable: true, configurable: true, writable: true });
    }
  }

  delete(name: string): void {
    this.byName.delete(name);
    for (const variant of nameVariants(name)) Reflect.deleteProperty(this.entries, variant);
  }

  get(name: string): T | undefined {
    return Object.hasOwn(this.entries, name) ? this.entries[name] : undefined;
  }

  values(): T[] {
    return [...this.byName.values()];
  }
}
