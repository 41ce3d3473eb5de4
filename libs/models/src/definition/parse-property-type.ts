import { parseType } from './parse-property.js';
import type { PropertyType } from './property-definition.js';

/**
 * Parses a type in any of its spellings: names in any case, functions (`String`, a model class), `[T]`, `{ type: T }`, or
 * an object that lists properties. A name that is no built-in type is that of a model, to be looked up later.
 *
 * @example
 * parsePropertyType(['Address']); // { kind: 'array', items: { kind: 'model', model: 'Address' } }
 */
export function parsePropertyType(type: unknown): PropertyType {
  return parseType(type);
}
