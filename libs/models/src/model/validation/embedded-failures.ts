import { inspect } from 'node:util';
import { instanceState, isInstance } from '../instance-state.js';
import type { AnyModel } from '../model.js';
import type { ModelCore } from '../model-core.js';
import type { Relation } from '../model-relation.js';
import type { Findings } from './findings.js';
import { isMissing } from './missing.js';
import type { ValidationFailure } from './validation.error.js';

/** Checks a value that is embedded. */
export type EmbeddedCheck = (value: object, core: ModelCore) => Findings;

/** Checks the values that are embedded in an instance: what is wrong with them is a failure of the instance. */
export function checkEmbedded(instance: object, core: ModelCore, findings: Findings, check: EmbeddedCheck): void {
  for (const relation of core.relations.values()) {
    const { embed, keyFrom, modelTo, multiple } = relation;
    if (!embed || modelTo === undefined) continue;
    const value = instanceState(instance).data[keyFrom];
    if (multiple && Array.isArray(value)) checkList(value, relation, modelTo, { findings, check });
    else if (!multiple && isInstance(value) && relation.options['validate'] !== false) {
      const { name: property } = relation;
      addFirst(findings, check(value, coreOf(value)), (first) => ({
        property,
        code: 'invalid',
        message: `is invalid: ${describe(first)}`,
        value: undefined,
      }));
    }
  }
}

interface ListCheck {
  readonly findings: Findings;
  readonly check: EmbeddedCheck;
}

function checkList(
  items: readonly unknown[],
  relation: Relation,
  modelTo: AnyModel,
  { findings, check }: ListCheck,
): void {
  const { keyFrom: property, options } = relation;
  const { idName } = modelTo.core.schema;
  const value = items.map((item) => (isInstance(item) ? new Shown(item) : item));
  const ids = items
    .filter(isInstance)
    .map((item) => (idName === undefined ? item : idText(instanceState(item).data[idName])));
  if (new Set(ids).size < ids.length) {
    findings.add({ property, code: 'uniqueness', message: `contains duplicate \`${idName ?? 'id'}\``, value });
  }
  if (options['validate'] === false) return;
  for (const [index, item] of items.entries()) {
    const id = isInstance(item) && idName !== undefined ? instanceState(item).data[idName] : undefined;
    const which = isMissing(id) ? ` at index \`${String(index)}\`` : `: \`${String(id)}\``;
    const failure = (reason: string): ValidationFailure => ({
      property,
      code: 'invalid',
      message: `contains invalid item${which} (${reason})`,
      value,
    });
    if (isInstance(item)) addFirst(findings, check(item, coreOf(item)), (first) => failure(describe(first)));
    else findings.add(failure('is not an object'));
  }
}

// Of what is wrong with a value, the first counts.
function addFirst(
  findings: Findings,
  found: Findings,
  failureOf: (first: ValidationFailure) => ValidationFailure,
): void {
  const [first] = found.failures;
  if (first !== undefined) findings.add(failureOf(first));
  else if (!found.isComplete) findings.expect(found.all().then((all) => all.slice(0, 1).map(failureOf)));
}

function describe({ property, message }: ValidationFailure): string {
  return `\`${property}\` ${message}`;
}

function coreOf(value: object): ModelCore {
  return (value.constructor as AnyModel).core;
}

function idText(id: unknown): string | undefined {
  return isMissing(id) ? undefined : String(id);
}

/** An embedded value in the text of a failure: as LoopBack shows it, with declared properties that are missing. */
class Shown {
  constructor(private readonly value: object) {}

  [inspect.custom](): string {
    const { schema } = coreOf(this.value);
    const { data } = instanceState(this.value);
    const names = [...schema.properties.keys()].filter((name) => !schema.hidden.has(name));
    return inspect(Object.fromEntries(names.map((name) => [name, data[name]])));
  }
}
