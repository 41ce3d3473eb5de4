import type { HookContext } from '@loopnest/models';

/** A value that the hooks of one operation hand on to each other; nobody else finds it. */
export class HookValue<T> {
  private readonly key: symbol;

  constructor(name: string) {
    this.key = Symbol(`loopnest.${name}`);
  }

  set({ hookState }: HookContext, value: T): void {
    (hookState as Record<symbol, T>)[this.key] = value;
  }

  get({ hookState }: HookContext): T | undefined {
    return (hookState as Record<symbol, T | undefined>)[this.key];
  }
}
