import type { AnyModel } from '../model.js';

const NOT_MIXED_IN = new Set<PropertyKey>(['length', 'name', 'prototype', 'core', 'constructor', 'base', 'id']);

/** Gives a model the properties and functions of another one, where it has none of its own of that name. */
export function mixInModel(model: AnyModel, other: AnyModel): void {
  const { properties } = model.core.schema;
  for (const [name, property] of other.core.schema.properties) {
    if (!properties.has(name) && property.id === 0) model.defineProperty(name, property.raw);
  }
  copyFunctions(other, model);
  copyFunctions(other.prototype, model.prototype);
}

function copyFunctions(from: object, to: object): void {
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(from))) {
    if (NOT_MIXED_IN.has(key) || typeof descriptor.value !== 'function' || Object.hasOwn(to, key)) continue;
    Object.defineProperty(to, key, descriptor);
  }
}
