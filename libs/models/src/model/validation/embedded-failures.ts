import { inspect } from 'node:util';
import { instanceState, isInstance } from '../instance-state.js';
import type { AnyModel } from '../model.js';
import type { ModelCore } from '../model-core.js';
import type { Relation } from '../model-relation.js';
import type { ValidationFailure } from './validation.error.js';

/** Checks a value that is embedded. */
export type EmbeddedCheck = (value: object, core: ModelCore) => readonly ValidationFailure[];

/** What is wrong with the values that are embedded in an instance, as failures of the instance. */
export function* embeddedFailures(
  instance: object,
  core: ModelCore,
  check: EmbeddedCheck,
): Iterable<ValidationFailure> {
  for (const relation of core.relations.values()) {
    const { embed, keyFrom, modelTo, multiple } = relation;
    if (!embed || modelTo === undefined) continue;
    const value = instanceState(instance).data[keyFrom];
    if (multiple && Array.isArray(value)) yield* listFailures(value, relation, modelTo, check);
    else if (!multiple && isInstance(value)) yield* valueFailures(value, relation, check);
  }
}

function* valueFailures(value: object, relation: Relation, check: EmbeddedCheck): Iterable<ValidationFailure> {
  const [first] = relation.options['validate'] === false ? [] : check(value, coreOf(value));
  if (first === undefined) return;
  yield { property: relation.name, code: 'invalid', message: `is invalid: ${describe(first)}`, value: undefined };
}

function* listFailures(
  items: readonly unknown[],
  relation: Relation,
  modelTo: AnyModel,
  check: EmbeddedCheck,
): Iterable<ValidationFailure> {
  const { keyFrom: property, options } = relation;
  const { idName } = modelTo.core.schema;
  const value = items.map((item) => (isInstance(item) ? new Shown(item) : item));
  const ids = items
    .filter(isInstance)
    .map((item) => (idName === undefined ? item : idText(instanceState(item).data[idName])));
  if (new Set(ids).size < ids.length) {
    yield { property, code: 'uniqueness', message: `contains duplicate \`${idName ?? 'id'}\``, value };
  }
  if (options['validate'] === false) return;
  for (const [index, item] of items.entries()) {
    const first = isInstance(item) ? check(item, coreOf(item))[0] : undefined;
    if (isInstance(item) && first === undefined) continue;
    const id = isInstance(item) && idName !== undefined ? instanceState(item).data[idName] : undefined;
    const which = isMissing(id) ? `at index \`${String(index)}\`` : `\`${String(id)}\``;
    const where = isMissing(id) ? ` ${which}` : `: ${which}`;
    const reason = first === undefined ? 'is not an object' : describe(first);
    yield { property, code: 'invalid', message: `contains invalid item${where} (${reason})`, value };
  }
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

function isMissing(id: unknown): boolean {
  return id === undefined || id === null;
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
