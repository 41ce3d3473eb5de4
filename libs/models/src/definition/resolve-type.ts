import { isPlainObject, type PlainObject } from './plain-object.js';
import type { PropertyDefinition, PropertyType, ScalarTypeName } from './property-definition.js';

const SCALARS: ReadonlyMap<string, ScalarTypeName> = new Map([
  ['string', 'string'],
  ['text', 'text'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['date', 'date'],
  ['datestring', 'datestring'],
  ['object', 'object'],
  ['json', 'json'],
  ['any', 'any'],
  ['geopoint', 'geopoint'],
  ['buffer', 'buffer'],
  ['binary', 'buffer'],
]);

/** The names of the built-in types; they are looked up in any case. */
export const TYPE_NAMES: readonly string[] = [...SCALARS.keys(), 'array'];

export function isTypeName(name: string): boolean {
  return TYPE_NAMES.includes(name.toLowerCase());
}

const ANY: PropertyType = { kind: 'scalar', name: 'any' };

/** Parses the properties of a type that is written in place. */
export type ParseInline = (properties: PlainObject) => readonly PropertyDefinition[];

function resolveName(name: string): PropertyType {
  const lower = name.toLowerCase();
  if (lower === 'array') return { kind: 'array', items: ANY };
  const scalar = SCALARS.get(lower);
  return scalar === undefined ? { kind: 'model', model: name } : { kind: 'scalar', name: scalar };
}

/** Resolves any spelling of a type; `parse-property-type` is this with the parser of inline types filled in. */
export function resolveType(type: unknown, parseInline: ParseInline): PropertyType {
  if (typeof type === 'string') return type === '' ? ANY : resolveName(type);
  if (typeof type === 'function') {
    const modelName: unknown = Reflect.get(type, 'modelName');
    if (typeof modelName === 'string') return { kind: 'model', model: modelName };
    return type.name === '' ? ANY : resolveName(type.name);
  }
  if (Array.isArray(type)) return { kind: 'array', items: resolveType(type[0], parseInline) };
  // The global object, which scripts write where they mean the type.
  if (type === JSON) return { kind: 'scalar', name: 'json' };
  if (!isPlainObject(type)) return ANY;
  if (type['type'] !== undefined && type['type'] !== null) return resolveType(type['type'], parseInline);
  return Object.keys(type).length === 0 ? ANY : { kind: 'inline', properties: parseInline(type) };
}
