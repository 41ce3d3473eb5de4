import type { PropertyDefinition } from '../../definition/property-definition.js';
import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import type { OperationOptions } from '../operations/operation-options.js';
import type { Check, CheckSubject } from './check.js';
import type { CheckOptions } from './check-options.js';
import { duplicateReferences } from './duplicate-references.js';
import { checkEmbedded } from './embedded-failures.js';
import { Findings } from './findings.js';
import { isBlank, isMissing } from './missing.js';
import { runCheck } from './run-check.js';
import { ScriptChecks } from './script-checks.js';
import { typeFailure } from './type-failure.js';
import { presence } from './value-checks.js';

/** How an instance is checked. */
export interface ValidationContext {
  /** The instance is to be created: a generated id may not be set. */
  readonly isNew: boolean;
  /** It is a value within another instance: it need not have an id, and one that it has is checked as other properties are. */
  readonly isEmbedded?: boolean;
  /** Options of the operation. */
  readonly options?: OperationOptions;
  /** Checks that end later are not made. */
  readonly leavesOutLater?: boolean;
}

/** Runs all checks of an instance: those of its definition, those of the script for the same properties with them; then the rest. */
export function checkInstance(instance: object, core: ModelCore, context: ValidationContext): Findings {
  const { schema, validations } = core;
  const findings = new Findings();
  const { isNew, isEmbedded = false, options = {}, leavesOutLater = false } = context;
  const subject: CheckSubject = { instance, core, isNew, isEmbedded, options };
  const script = validations === undefined ? undefined : new ScriptChecks(validations, subject, findings);
  if (isNew && schema.forceId) checkIdsAreMissing(subject, findings);
  for (const property of schema.properties.values()) {
    checkProperty(property, subject, findings, script);
    if (script !== undefined && (property.required !== false || isDate(property))) script.run(property.name);
  }
  script?.runRest();
  checkEmbedded(instance, core, findings, (value, embedded) =>
    checkInstance(value, embedded, { ...context, isNew: false, isEmbedded: true }),
  );
  for (const failure of duplicateReferences(instance, core)) findings.add(failure);
  for (const property of instanceState(instance).unknown)
    findings.add({ property, code: 'unknown-property', message: 'is not defined in the model', value: undefined });
  if (!leavesOutLater) script?.runLater();
  else if (core.checksLater) findings.leaveOut();
  return findings;
}

function checkIdsAreMissing({ instance, core }: CheckSubject, findings: Findings): void {
  const { data } = instanceState(instance);
  for (const property of core.schema.idNames) {
    const value = data[property];
    if (!isBlank(value))
      findings.add({ property, code: 'absence', message: "can't be set", value: shown(core, property, value) });
  }
}

/** The checks of a property's definition. */
function checkProperty(
  property: PropertyDefinition,
  subject: CheckSubject,
  findings: Findings,
  script: ScriptChecks | undefined,
): void {
  const { instance, core, isNew, isEmbedded } = subject;
  const { name, required } = property;
  const value = instanceState(instance).data[name];
  const isOwnId = property.id > 0 && !isEmbedded;
  // The id of what is stored is not written: one that cannot be is not there, which the statement tells.
  if (!isNew && isOwnId && !isMissing(value)) return;
  // The database makes it: also where discovery has found that the column has to have a value.
  if (isNew && isOwnId && property.generated && isMissing(value)) return;
  const before = findings.failures.length;
  // An id that is neither given nor made by the database cannot be stored (deviation 9 of the chapter on definitions).
  const isMissingId = isNew && isOwnId && !property.generated && isMissing(value);
  if (typeof required === 'object') runCheck(presenceOf(name, required), subject, findings);
  else if ((required || isMissingId) && isBlank(value))
    findings.add({ property: name, code: 'presence', message: "can't be blank", value: shown(core, name, value) });
  const failure = findings.failures.length > before ? undefined : typeFailure(value, property.type);
  if (failure !== undefined && !(property.generated && typeof value === 'number')) {
    const found = { property: name, value: shown(core, name, value), ...failure };
    if (failure.code === 'number' && script !== undefined) script.addUnconverted(found);
    else findings.add(found);
  }
}

function presenceOf(property: string, options: CheckOptions): Check {
  return { property, name: 'presence', options, isAsync: false, run: presence };
}

function isDate({ type }: PropertyDefinition): boolean {
  return type.kind === 'scalar' && type.name === 'date';
}

function shown(core: ModelCore, property: string, value: unknown): unknown {
  return core.schema.hidden.has(property) ? undefined : value;
}
