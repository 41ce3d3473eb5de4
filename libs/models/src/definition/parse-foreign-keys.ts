import type { DefinitionProblem } from './definition-problem.js';
import type { DefinitionPlace, ForeignKeyDefinition, ReferentialAction } from './foreign-key-definition.js';
import { jsonPointer } from './json-pointer.js';
import { isPlainObject, toPlainObject } from './plain-object.js';

/** What the constraints of a model are made from. */
export interface ForeignKeySources {
  /** The setting `foreignKeys`, merged with that of the base. */
  readonly merged: unknown;
  /** What the definition itself says. */
  readonly own: unknown;
  readonly inherited: readonly ForeignKeyDefinition[];
  /** Where the definition itself says it. */
  readonly place: DefinitionPlace;
  readonly report: (problem: DefinitionProblem) => void;
}

const EXAMPLE = 'an object such as { "entity": "Customer", "entityKey": "id", "foreignKey": "customerId" }';

const ACTIONS: readonly ReferentialAction[] = ['CASCADE', 'SET NULL', 'SET DEFAULT', 'RESTRICT'];

/**
 * The constraints that a definition asks for, inherited ones among them; one that an heir sets to `null` is taken out. What
 * is not an object at all is told by the schema of definitions, and what is wrong in a base by the base.
 */
export function parseForeignKeys(sources: ForeignKeySources): ForeignKeyDefinition[] {
  const own = toPlainObject(sources.own);
  return Object.entries(toPlainObject(sources.merged)).flatMap(([key, written]) => {
    if (written === null || written === false) return [];
    const parsed = Object.hasOwn(own, key)
      ? parseForeignKey(key, written, sources)
      : sources.inherited.find((inherited) => inherited.key === key);
    return parsed === undefined ? [] : [parsed];
  });
}

function parseForeignKey(key: string, written: unknown, sources: ForeignKeySources): ForeignKeyDefinition | undefined {
  const { file } = sources.place;
  const pointer = sources.place.pointer + jsonPointer([key]);
  if (!isPlainObject(written)) {
    const message = `"${key}" is not the description of a constraint`;
    sources.report({ file, pointer, message, expected: EXAMPLE });
    return undefined;
  }
  const problems: DefinitionProblem[] = [];
  const text = (setting: string, value: unknown, expected: string, isRequired = true): string | undefined => {
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    if (value === undefined && !isRequired) return undefined;
    const place = written[setting] === undefined ? pointer : pointer + jsonPointer([setting]);
    const fault = written[setting] === undefined ? 'is missing' : 'is not a name';
    problems.push({ file, pointer: place, message: `"${setting}" of the constraint "${key}" ${fault}`, expected });
    return undefined;
  };
  const name = text('name', written['name'], 'a text, or nothing', false) ?? key;
  const entity = text('entity', nameOf(written['entity']), 'the name of a model, or { "name": … }');
  const entityKey = text('entityKey', written['entityKey'], 'a property of that model, or nothing for its id', false);
  const foreignKey = text('foreignKey', written['foreignKey'], 'a property of the model itself');
  for (const problem of problems) sources.report(problem);
  if (problems.length > 0 || entity === undefined || foreignKey === undefined) return undefined;
  const [onDelete, onUpdate] = [actionOf(written['onDelete']), actionOf(written['onUpdate'])];
  return { key, name, entity, entityKey, foreignKey, onDelete, onUpdate, place: { file, pointer } };
}

/** A name, or what has one: an object, or a model class. */
function nameOf(entity: unknown): unknown {
  const isNamed = (typeof entity === 'object' && entity !== null) || typeof entity === 'function';
  return isNamed && 'name' in entity ? entity.name : entity;
}

function actionOf(written: unknown): ReferentialAction {
  const words = typeof written === 'string' ? written.trim().toUpperCase().replace(/\s+/g, ' ') : '';
  return ACTIONS.find((action) => action === words) ?? 'NO ACTION';
}
