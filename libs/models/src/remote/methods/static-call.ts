import type { AnyModel } from '../../model/model.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';
import { PersistedModel } from '../../model/persisted-model.js';
import { withCallback } from '../../model/with-callback.js';

/**
 * Calls a static function of the model by its name at this moment, so that a replacement of an application's script is what
 * the endpoint calls: with the arguments, the options and a callback.
 */
export function staticCall(
  model: AnyModel,
  name: string,
  values: readonly unknown[],
  options: OperationOptions,
): Promise<unknown> {
  return callFunction(model, name, [...values, options], PersistedModel);
}

/** The same for a function of an instance. */
export function instanceCall(
  instance: object,
  name: string,
  values: readonly unknown[],
  options: OperationOptions,
): Promise<unknown> {
  return callFunction(instance, name, [...values, options], PersistedModel.prototype);
}

async function callFunction(
  self: object,
  name: string,
  parameters: readonly unknown[],
  builtIn: object,
): Promise<unknown> {
  const callee = (self as Record<string, unknown>)[name];
  if (typeof callee !== 'function') throw new TypeError(`There is no function ${name}`);
  const call = callee as (...parameters: unknown[]) => unknown;
  // Replacements end as they like: by the callback, or by a promise.
  return callee === (builtIn as Record<string, unknown>)[name]
    ? call.apply(self, [...parameters])
    : withCallback(call, self, parameters);
}
