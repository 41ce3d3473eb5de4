import type { PropertyDefinition } from '../../definition/property-definition.js';
import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { duplicateReferences } from './duplicate-references.js';
import { embeddedFailures } from './embedded-failures.js';
import { typeFailure } from './type-failure.js';
import { ValidationError, type ValidationFailure } from './validation.error.js';

/** How an instance is checked. */
export interface ValidationContext {
  /** The instance is to be created: a generated id may not be set. */
  readonly isNew: boolean;
  /** It is a value within another instance: it need not have an id, and one that it has is checked as other properties are. */
  readonly isEmbedded?: boolean;
}

/** Whether a call checks at all: its option, or else the model's `automaticValidation`. */
export function validates(core: ModelCore, option: boolean | undefined, otherwise = true): boolean {
  if (option !== undefined) return option;
  const { automaticValidation } = core.schema.settings;
  return typeof automaticValidation === 'boolean' ? automaticValidation : otherwise;
}

/** Checks an instance as it would be stored; rejects with all failures at once. */
export function validateInstance(instance: object, core: ModelCore, context: ValidationContext): void {
  const failures = checkInstance(instance, core, context);
  if (failures.length > 0) throw new ValidationError(core.schema.name, failures);
}

export function checkInstance(
  instance: object,
  core: ModelCore,
  context: ValidationContext,
): readonly ValidationFailure[] {
  const { schema } = core;
  const state = instanceState(instance);
  const failures: ValidationFailure[] = [];
  const fail = (property: string, code: string, message: string, value: unknown) => {
    failures.push({ property, code, message, value: schema.hidden.has(property) ? undefined : value });
  };
  if (context.isNew && schema.forceId) {
    for (const name of schema.idNames) {
      const value = state.data[name];
      if (!isBlank(value)) fail(name, 'absence', "can't be set", value);
    }
  }
  for (const property of schema.properties.values()) {
    const value = state.data[property.name];
    // The id of what is stored is not written: one that cannot be is not there, which the statement tells.
    if (!context.isNew && context.isEmbedded !== true && property.id > 0 && !isMissing(value)) continue;
    // An id that is neither given nor made by the database cannot be stored (deviation 9 of the chapter on definitions).
    const isMissingId =
      context.isNew && context.isEmbedded !== true && property.id > 0 && !property.generated && isMissing(value);
    if (isMissingId || (isRequired(property) && isBlank(value))) {
      fail(property.name, 'presence', presenceMessage(property), value);
    } else {
      const failure = typeFailure(value, property.type);
      if (failure !== undefined && !(property.generated && typeof value === 'number')) {
        fail(property.name, failure.code, failure.message, value);
      }
    }
  }
  for (const { property, code, message, value } of embeddedFailures(instance, core, checkEmbedded))
    fail(property, code, message, value);
  for (const { property, code, message } of duplicateReferences(instance, core))
    fail(property, code, message, undefined);
  for (const name of state.unknown) fail(name, 'unknown-property', 'is not defined in the model', undefined);
  return failures;
}

function checkEmbedded(value: object, core: ModelCore): readonly ValidationFailure[] {
  return checkInstance(value, core, { isNew: false, isEmbedded: true });
}

/** Blank: missing, `null`, `""`, `NaN`, and an empty list. */
export function isBlank(value: unknown): boolean {
  return isMissing(value) || value === '' || (typeof value === 'number' && Number.isNaN(value)) || isEmptyList(value);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function isRequired(property: PropertyDefinition): boolean {
  return property.required !== false;
}

function presenceMessage(property: PropertyDefinition): string {
  const options = property.required;
  const message = typeof options === 'object' ? options['message'] : undefined;
  return typeof message === 'string' ? message : "can't be blank";
}
