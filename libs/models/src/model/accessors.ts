import type { AnyModel } from './model.js';
import { instanceState, isInstance } from './instance-state.js';

/**
 * Makes a declared property readable and writable on instances: values are coerced when they are set. Accessors stand on the
 * prototype, so that instances stay small.
 */
export function defineAccessor(model: AnyModel, name: string): void {
  Object.defineProperty(model.prototype, name, {
    configurable: true,
    enumerable: true,
    get(this: object): unknown {
      if (!isInstance(this)) return undefined;
      const getter = (this.constructor as AnyModel).core.custom?.getters[name];
      return getter === undefined ? instanceState(this).data[name] : getter.call(this);
    },
    set(this: object, value: unknown) {
      const setter = (this.constructor as AnyModel).core.custom?.setters[name];
      if (setter === undefined) setPlain(this, name, value);
      else setter.call(this, value);
    },
  });
  // The plain value, for setters and getters of an application's own.
  Object.defineProperty(model.prototype, `$${name}`, {
    configurable: true,
    enumerable: false,
    get(this: object): unknown {
      return isInstance(this) ? instanceState(this).data[name] : undefined;
    },
    set(this: object, value: unknown) {
      setPlain(this, name, value);
    },
  });
}

function setPlain(instance: object, name: string, value: unknown): void {
  const { core } = instance.constructor as AnyModel;
  const property = core.schema.properties.get(name);
  instanceState(instance).data[name] = property === undefined ? value : core.coerce(property, value);
}

/** Makes the id readable and writable as `id` where its name is another one. */
export function defineIdAccessor(model: AnyModel): void {
  Object.defineProperty(model.prototype, 'id', {
    configurable: true,
    enumerable: false,
    get(this: InstanceType<AnyModel>): unknown {
      return isInstance(this) ? this.getId() : undefined;
    },
    set(this: InstanceType<AnyModel>, value: unknown) {
      this.setId(value);
    },
  });
}
