import type { AnyModel } from '../model.js';
import { callOptions } from '../operations/call-options.js';
import type { OperationOptions } from '../operations/operation-options.js';
import { addChecks } from '../validation/add-checks.js';
import { askValidity, type ValidityCallback } from '../validation/ask-validity.js';
import { asyncCustomCheck, customCheck } from '../validation/custom-checks.js';
import { type InstanceErrors, instanceErrors } from '../validation/instance-errors.js';
import { uniqueness } from '../validation/uniqueness.js';
import { ValidationErrorOfInstance } from '../validation/validation-error-of-instance.js';
import {
  absence,
  date,
  exclusion,
  format,
  inclusion,
  length,
  numericality,
  presence,
} from '../validation/value-checks.js';
import { instanceState } from '../instance-state.js';
import { EventMembers } from './event-members.js';

/**
 * The checks of a model's instances, which scripts register: names of properties, then options. Checks are not inherited by
 * descendants of the model.
 */
export abstract class ValidationMembers extends EventMembers {
  /** Makes the error of an instance by hand, after `isValid` has said no. */
  static get ValidationError(): ValidationErrorOfInstance {
    return ValidationErrorOfInstance;
  }

  /** Fails on empty values: missing ones, `null`, `''`, `[]` and `NaN`. */
  static validatesPresenceOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'presence', parameters }, () => presence);
  }

  /** Fails on all others. */
  static validatesAbsenceOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'absence', parameters }, () => absence);
  }

  /** Fails on texts and lists whose length is out of the bounds `min`, `max`, or not `is`. */
  static validatesLengthOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'length', parameters }, length);
  }

  /** Fails on what is no number; with `int`, also on fractions. */
  static validatesNumericalityOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'numericality', parameters }, numericality);
  }

  /** Fails on what is not in the list `in`. */
  static validatesInclusionOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'inclusion', parameters }, inclusion);
  }

  /** Fails on what is in the list `in`. */
  static validatesExclusionOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'exclusion', parameters }, exclusion);
  }

  /** Fails on texts and numbers that the pattern `with` does not match. */
  static validatesFormatOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'format', parameters }, format);
  }

  /** Fails on values of which no date can be made. */
  static validatesDateOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'date', parameters }, () => date);
  }

  /** Fails on values that another stored instance has; `scopedTo` compares only those with the same values of these. */
  static validatesUniquenessOf(this: AnyModel, ...parameters: unknown[]): void {
    addChecks({ model: this, name: 'uniqueness', parameters, isAsync: true }, (options, property) =>
      uniqueness(property, options),
    );
  }

  /** Fails where the function calls its argument. The function is called with the instance as `this`. */
  static validate(this: AnyModel, ...parameters: unknown[]): void {
    const { check, rest } = takeFunction(parameters);
    addChecks({ model: this, name: 'custom', parameters: rest }, () => customCheck(check));
  }

  /** The same with a function that ends later: it gets `(fail, done)` or `(fail, options, done)`, or returns a promise. */
  static validateAsync(this: AnyModel, ...parameters: unknown[]): void {
    const { check, rest } = takeFunction(parameters);
    addChecks({ model: this, name: 'custom', parameters: rest, isAsync: true }, () => asyncCustomCheck(check));
  }

  /**
   * Whether all checks hold; what is wrong is in `errors` after. `undefined` where some of them end later: then only the
   * callback is told.
   *
   * @param callback - gets the answer, and an error where a check could not be made
   * @param data - asks whether the instance would be valid with these values
   */
  isValid(
    callback?: ValidityCallback,
    data?: Readonly<Record<string, unknown>>,
    options?: OperationOptions,
  ): boolean | undefined {
    const { core } = this.constructor as AnyModel;
    return askValidity(this, { callback, data, options: callOptions(core, options) });
  }

  /** What the last check has found, by property; `false` where nothing is wrong. */
  get errors(): InstanceErrors | false {
    const { failures } = instanceState(this);
    return failures === undefined ? false : instanceErrors(failures);
  }
}

type CheckFunction = (...parameters: unknown[]) => unknown;

function takeFunction(parameters: readonly unknown[]): { check: CheckFunction; rest: readonly unknown[] } {
  const check = parameters.find((parameter) => typeof parameter === 'function');
  if (check === undefined) throw new TypeError('validate needs a function that checks');
  return { check: check as CheckFunction, rest: parameters.filter((parameter) => parameter !== check) };
}
