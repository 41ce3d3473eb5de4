import type { AnyModel } from '../model.js';

/** A mixin: a function that adds to a model class. */
export type Mixin = (model: never, options: never) => unknown;

/** The mixins of a registry, by name. */
export class Mixins {
  private readonly byName = new Map<string, Mixin>();

  /** Adds a mixin, in place of one of the same name. */
  define(name: string, mixin: Mixin): void {
    this.byName.set(name, mixin);
  }

  get(name: string): Mixin | undefined {
    return this.byName.get(name);
  }

  /** The same as `Model.mixin(name, options)`. */
  applyMixin(model: AnyModel, name: string, options?: unknown): void {
    model.mixin(name, options);
  }
}
