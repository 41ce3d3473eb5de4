import type { DefinitionProblem } from './definition-problem.js';
import { jsonPointer } from './json-pointer.js';
import { parseProperty } from './parse-property.js';
import type { PlainObject } from './plain-object.js';
import type { PropertyDefinition } from './property-definition.js';
import { isUnsafeKey } from './unsafe-key.js';

/** What the properties of a model are made from. */
export interface PropertySources {
  readonly model: string;
  /** Name of the definition's file in messages. */
  readonly file: string;
  readonly own: Readonly<PlainObject>;
  readonly inherited: readonly PropertyDefinition[];
  /** Names of `excludeBaseProperties`. */
  readonly excluded: readonly string[];
  readonly idInjection: boolean;
  readonly report: (problem: DefinitionProblem) => void;
  readonly warn: (text: string) => void;
}

const INJECTED_ID = { type: 'number', id: true, generated: true };

function checkName(name: string, { model, file, report }: PropertySources): boolean {
  const pointer = jsonPointer(['properties', name]);
  if (name.includes('.')) {
    const message = `Property names containing dot(s) are not supported. Model: ${model}, property: ${name}`;
    report({ file, pointer, message });
    return false;
  }
  if (isUnsafeKey(name)) {
    const message = `a property cannot be named "${name}"`;
    report({ file, pointer, message, expected: 'choose another name, and map it to the column with "columnName"' });
    return false;
  }
  return true;
}

function isRemoved(written: unknown): boolean {
  return written === null || written === false;
}

function parseOwn(sources: PropertySources): PropertyDefinition[] {
  return Object.entries(sources.own)
    .filter(([name, written]) => !isRemoved(written) && written !== undefined && checkName(name, sources))
    .map(([name, written]) => parseProperty(name, written));
}

function findInherited(own: readonly PropertyDefinition[], sources: PropertySources): PropertyDefinition[] {
  const taken = new Set(own.map((property) => property.name));
  const hasOwnId = own.some((property) => property.id > 0);
  return sources.inherited.filter(
    ({ name, id }) => !taken.has(name) && !isLeftOut(name, sources) && !(hasOwnId && id > 0),
  );
}

function isLeftOut(name: string, { own, excluded }: PropertySources): boolean {
  return (Object.hasOwn(own, name) && isRemoved(own[name])) || excluded.includes(name);
}

/** A model that says that it does not want the id of its base gets no other one either (deviation 17). */
function wantsInjectedId(properties: readonly PropertyDefinition[], sources: PropertySources): boolean {
  if (!sources.idInjection || properties.some((property) => property.id > 0)) return false;
  return !sources.inherited.some(({ name, id }) => id > 0 && isLeftOut(name, sources));
}

function injectId(properties: readonly PropertyDefinition[], { model, warn }: PropertySources): PropertyDefinition[] {
  const id = parseProperty('id', INJECTED_ID);
  if (!properties.some((property) => property.name === 'id')) return [...properties, id];
  warn(`Model "${model}": the property "id" does not say "id": true, so the generated id takes its place.`);
  return properties.map((property) => (property.name === 'id' ? id : property));
}

/** The properties of a model: its own in their order, then inherited ones, then an injected id. */
export function resolveProperties(sources: PropertySources): PropertyDefinition[] {
  const own = parseOwn(sources);
  const properties = [...own, ...findInherited(own, sources)];
  return wantsInjectedId(properties, sources) ? injectId(properties, sources) : properties;
}
