import type { Application } from '../application/application.js';
import type { KeyFilter, KeyValueModelClass } from '../key-value/key-value-model-class.js';

/**
 * The generated controller of a model of keys and values: a method for each remote method, with the arguments in their order.
 * Extend it in a class with `@ModelController` to override some of them; `super` calls the model. `V` is the type of the
 * values.
 */
export class KeyValueModelController<V = unknown> {
  /** Injected by Nest: there from the constructor's end on. */
  declare protected readonly application: Application;
  /** The model itself: what `@InjectModel` and `app.models` give. There from the constructor's end on. */
  declare protected readonly model: KeyValueModelClass<V>;

  get(key: string): Promise<V | null> {
    return this.model.get(key);
  }

  set(key: string, value: NonNullable<V>, ttl?: number): Promise<void> {
    return this.model.set(key, value, ttl);
  }

  expire(key: string, ttl: number): Promise<void> {
    return this.model.expire(key, ttl);
  }

  ttl(key: string): Promise<number | undefined> {
    return this.model.ttl(key);
  }

  keys(filter?: KeyFilter): Promise<string[]> {
    return this.model.keys(filter);
  }
}
