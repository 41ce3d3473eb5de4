import type { AnyModel } from '../model.js';

/** A mixin: a function that adds to a model class. */
export type Mixin = (model: never, options: never) => unknown;

/** The mixins of a registry, by name. */
export class Mixins {
  private readonly byName = new Map<string, Mixin>();
  private readonly running: Promise<unknown>[] = [];

  /** Adds a mixin, in place of one of the same name. */
  define(name: string, mixin: Mixin): void {
    this.byName.set(name, mixin);
  }

  get(name: string): Mixin | undefined {
    return this.byName.get(name);
  }

  /** Applies a mixin, whose promise {@link settled} waits for. */
  run(mixin: Mixin, model: AnyModel, options: object): void {
    const result = mixin(model as never, options as never);
    if (!(result instanceof Promise)) return;
    // Looked at when the application starts.
    result.catch(() => undefined);
    this.running.push(result);
  }

  /** Waits for mixins that have returned promises. */
  async settled(): Promise<void> {
    await Promise.all(this.running);
  }

  /** The same as `Model.mixin(name, options)`. */
  applyMixin(model: AnyModel, name: string, options?: unknown): void {
    model.mixin(name, options);
  }
}
