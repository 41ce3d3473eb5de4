import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { checkInstance, type ValidationContext } from './check-instance.js';
import type { Findings } from './findings.js';
import { ValidationError, type ValidationFailure } from './validation.error.js';

/** Settings of a model that switch checks on for operations which do not check otherwise. */
export type ValidationSetting = 'validateUpsert' | 'validateUpdate';

/** Whether a call checks at all: its option, or else the settings of the model. */
export function validates({ schema }: ModelCore, option: boolean | undefined, setting?: ValidationSetting): boolean {
  if (option !== undefined) return option;
  const { automaticValidation } = schema.settings;
  if (automaticValidation === false) return false;
  const own = setting === undefined ? true : schema.settings[setting];
  return typeof own === 'boolean' ? own : automaticValidation === true;
}

/**
 * Checks an instance as it would be stored; throws, or rejects, with all failures at once. Gives a promise only where checks
 * end later.
 */
export function validateInstance(
  instance: object,
  core: ModelCore,
  context: ValidationContext,
): Promise<void> | undefined {
  const findings = checkInstance(instance, core, context);
  if (!findings.isComplete && context.leavesOutLater !== true) return refuseLater(instance, core, findings);
  refuse(instance, core, findings.failures);
  return undefined;
}

async function refuseLater(instance: object, core: ModelCore, findings: Findings): Promise<void> {
  refuse(instance, core, await findings.all());
}

function refuse(instance: object, core: ModelCore, failures: readonly ValidationFailure[]): void {
  instanceState(instance).failures = failures.length === 0 ? undefined : failures;
  if (failures.length > 0) throw new ValidationError(core.schema.name, failures);
}
