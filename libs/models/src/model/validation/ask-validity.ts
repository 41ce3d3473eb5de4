import { assignValues, instanceState } from '../instance-state.js';
import type { AnyModel } from '../model.js';
import type { OperationOptions } from '../operations/operation-options.js';
import { checkInstance } from './check-instance.js';
import type { Findings } from './findings.js';
import type { ValidationFailure } from './validation.error.js';

/** Called with the answer, and with the error where a check could not be made. */
export type ValidityCallback = (valid: boolean, error?: unknown) => void;

/** What is asked of an instance. */
export interface ValidityQuestion {
  readonly callback?: ValidityCallback | undefined;
  /** Whether it would be valid with these values. */
  readonly data?: object | undefined;
  readonly options?: OperationOptions | undefined;
}

/**
 * Checks an instance, and keeps what was found as its `errors`. Gives `undefined` where some checks end later: those are made
 * for a callback only.
 */
export function askValidity(instance: object, question: ValidityQuestion): boolean | undefined {
  const { callback } = question;
  keep(instance, []);
  if (callback === undefined) return answer(instance, check(instance, question));
  try {
    const findings = check(instance, question);
    const valid = answer(instance, findings);
    if (valid === undefined) void answerLater(instance, findings, callback);
    else process.nextTick(callback, valid);
    return valid;
  } catch (error) {
    process.nextTick(callback, false, error);
    return undefined;
  }
}

function check(instance: object, { callback, data, options = {} }: ValidityQuestion): Findings {
  const model = instance.constructor as AnyModel;
  const asked = data === undefined ? instance : withValues(model, instance, data);
  const isNew = !instanceState(instance).persisted;
  return checkInstance(asked, model.core, { isNew, options, leavesOutLater: callback === undefined });
}

function withValues(model: AnyModel, instance: object, data: object): object {
  const copy: object = new model(instance, { applyDefaultValues: false });
  assignValues(copy, model.core, data);
  return copy;
}

function answer(instance: object, { failures, isComplete }: Findings): boolean | undefined {
  keep(instance, failures);
  return isComplete ? failures.length === 0 : undefined;
}

async function answerLater(instance: object, findings: Findings, callback: ValidityCallback): Promise<void> {
  try {
    const failures = await findings.all();
    keep(instance, failures);
    process.nextTick(callback, failures.length === 0);
  } catch (error) {
    process.nextTick(callback, false, error);
  }
}

function keep(instance: object, failures: readonly ValidationFailure[]): void {
  instanceState(instance).failures = failures.length === 0 ? undefined : failures;
}
