import { instanceState } from '../instance-state.js';
import type { AnyModel } from '../model.js';
import { ValidationError } from './validation.error.js';

/**
 * `Model.ValidationError`: makes the error of an instance by hand, of what its last check found. Errors of operations are
 * instances of it, too.
 */
export interface ValidationErrorOfInstance {
  new (instance: object): ValidationError;
  (instance: object): ValidationError;
}

/** A function rather than a class, as scripts may leave out `new`. */
export const ValidationErrorOfInstance = function (instance: object): ValidationError {
  const { core } = instance.constructor as AnyModel;
  return new ValidationError(core.schema.name, instanceState(instance).failures ?? []);
} as ValidationErrorOfInstance;

Object.defineProperty(ValidationErrorOfInstance, 'name', { value: 'ValidationError' });
ValidationErrorOfInstance.prototype = ValidationError.prototype;
