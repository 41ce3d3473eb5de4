import type { AnyModel } from '../../model/model.js';
import type { OperationOptions } from '../../model/operations/operation-options.js';

/**
 * Calls a static function of the model by its name at this moment, so that a replacement of an application's script is what
 * the endpoint calls: with the arguments, the options and a callback, or for its promise.
 */
export function staticCall(
  model: AnyModel,
  name: string,
  values: readonly unknown[],
  options: OperationOptions,
): Promise<unknown> {
  return callFunction(model, model as unknown as Record<string, unknown>, name, values, options);
}

/** The same for a function of an instance. */
export function instanceCall(
  instance: object,
  name: string,
  values: readonly unknown[],
  options: OperationOptions,
): Promise<unknown> {
  return callFunction(instance, instance as Record<string, unknown>, name, values, options);
}

async function callFunction(
  self: object,
  functions: Readonly<Record<string, unknown>>,
  name: string,
  values: readonly unknown[],
  options: OperationOptions,
): Promise<unknown> {
  const callee = functions[name];
  if (typeof callee !== 'function') throw new TypeError(`There is no function ${name}`);
  return (callee as (...parameters: unknown[]) => unknown).apply(self, [...values, options]);
}
