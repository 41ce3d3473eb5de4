import type { ModelDefinition } from '../definition/model-definition.js';
import { defineAccessor, defineIdAccessor } from './accessors.js';
import { defineNamedScopes } from './named-scope.js';
import { makeClass } from './make-class.js';
import type { AnyModel } from './model.js';
import { ModelCore } from './model-core.js';
import type { ModelRegistry } from './model-registry.js';

/**
 * Makes a model class: a function of the model's name that can be called with `new`, without it, or extended.
 *
 * @param behaviour - a class whose own static and prototype members the new one gets
 */
export function defineModel(
  definition: ModelDefinition,
  base: AnyModel,
  registry: ModelRegistry,
  behaviour?: AnyModel,
): AnyModel {
  const model = makeClass(definition.name, base);
  if (behaviour !== undefined) {
    copyMembers(behaviour, model, ['length', 'name', 'prototype', 'core']);
    copyMembers(behaviour.prototype, model.prototype, ['constructor']);
  }
  Object.defineProperty(model, 'core', { value: new ModelCore(model, registry, definition) });
  for (const property of definition.properties) defineAccessor(model, property.name);
  if (definition.idNames.length === 1 && !definition.properties.some(({ name }) => name === 'id'))
    defineIdAccessor(model);
  defineNamedScopes(model);
  registry.classTransformer.describe(model, definition.properties);
  return model;
}

function copyMembers(from: object, to: object, except: readonly string[]): void {
  for (const key of Reflect.ownKeys(from)) {
    const descriptor = Object.getOwnPropertyDescriptor(from, key);
    if (descriptor !== undefined && !except.includes(String(key))) Object.defineProperty(to, key, descriptor);
  }
}
