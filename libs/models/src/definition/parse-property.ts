import { frozenCopy } from './frozen-copy.js';
import { isPlainObject, type PlainObject } from './plain-object.js';
import type { PropertyDefinition, PropertyType } from './property-definition.js';
import { resolveType } from './resolve-type.js';
import { isUnsafeKey } from './unsafe-key.js';

const PROPERTY_KEYS: ReadonlySet<string> = new Set([
  'required',
  'default',
  'defaultFn',
  'id',
  'generated',
  'index',
  'readOnly',
  'applyDefaultOnWrites',
  'persistDefaultValues',
  'length',
  'precision',
  'scale',
  'description',
  'doc',
  'hidden',
]);

/** Whether an object without `type` describes a property (`{ "id": true }`) rather than a type written in place. */
function hasOnlyPropertyKeys(value: PlainObject): boolean {
  return Object.keys(value).every((key) => PROPERTY_KEYS.has(key));
}

function toRaw(written: unknown): PlainObject {
  if (written === JSON || !isPlainObject(written)) return { type: written };
  if (written['type'] !== undefined) return written;
  return hasOnlyPropertyKeys(written) ? { ...written, type: 'any' } : { type: written };
}

function parseIdPlace(id: unknown): number {
  const place = typeof id === 'string' ? Number(id) : id;
  if (typeof place === 'number' && place > 0) return place;
  return place === true ? 1 : 0;
}

function parseRequired(required: unknown): boolean | PlainObject {
  return isPlainObject(required) ? required : Boolean(required);
}

function parseIndex(index: unknown): boolean | PlainObject {
  return isPlainObject(index) ? index : Boolean(index);
}

/** Parses the properties of a type that is written in place; those that say `null` or `false` are none. */
function parseInline(properties: PlainObject): PropertyDefinition[] {
  return Object.entries(properties)
    .filter(([name, written]) => !isUnsafeKey(name) && written !== null && written !== false)
    .map(([name, written]) => parseProperty(name, written));
}

/** The type of a property in any of its spellings. */
export function parseType(type: unknown): PropertyType {
  return resolveType(type, parseInline);
}

/** Parses one property, from `"string"`, `String`, `["string"]`, `{ "type": … }` or a type written in place. */
export function parseProperty(name: string, written: unknown): PropertyDefinition {
  const raw = toRaw(written);
  const id = parseIdPlace(raw['id']);
  const defaultFn = raw['defaultFn'];
  return frozenCopy({
    name,
    type: parseType(raw['type']),
    required: parseRequired(raw['required']),
    id,
    generated: id > 0 && Boolean(raw['generated']),
    default: raw['default'],
    defaultFn: typeof defaultFn === 'string' ? defaultFn : undefined,
    index: parseIndex(raw['index']),
    readOnly: Boolean(raw['readOnly']),
    applyDefaultOnWrites: raw['applyDefaultOnWrites'] !== false,
    persistDefaultValues: raw['persistDefaultValues'] !== false,
    raw,
  });
}
