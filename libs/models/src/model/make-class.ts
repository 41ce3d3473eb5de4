import type { AnyModel } from './model.js';

/** A class below another one: a function of that name that can be called with `new`, without it, or extended. */
export function makeClass(name: string, base: AnyModel): AnyModel {
  const make = function (this: unknown, ...parameters: unknown[]): object {
    return Reflect.construct(base, parameters, new.target ?? make) as object;
  };
  Object.defineProperty(make, 'name', { value: name });
  Object.setPrototypeOf(make, base);
  make.prototype = Object.create(base.prototype, {
    constructor: { value: make, writable: true, configurable: true },
  }) as object;
  return make as unknown as AnyModel;
}
