import { randomUUID } from 'node:crypto';
import { v1 } from 'uuid';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';
import { shortId } from './short-id.js';

/** Coerces a value to a type. */
export type Coerce = (value: unknown, type: PropertyType) => unknown;

/** Fills in what is missing, not what is `null`. Each call makes its own values: lists and objects are copied. */
export function applyDefaults(
  data: Record<string, unknown>,
  properties: Iterable<PropertyDefinition>,
  coerce: Coerce,
): void {
  for (const property of properties) {
    if (data[property.name] !== undefined || !property.applyDefaultOnWrites) continue;
    const value = defaultValue(property, coerce);
    if (value !== undefined) data[property.name] = value;
  }
}

/** The default of a property, coerced to its type; `undefined` where it has none. */
export function defaultValue(property: PropertyDefinition, coerce: Coerce): unknown {
  if (property.default !== undefined) {
    const isNow = property.default === '$now' && property.type.kind === 'scalar' && property.type.name === 'date';
    const value: unknown =
      typeof property.default === 'function' ? (property.default as () => unknown)() : property.default;
    return isNow ? new Date() : coerce(structuredClone(value), property.type);
  }
  return property.defaultFn === undefined ? undefined : coerce(generated(property.defaultFn), property.type);
}

function generated(name: string): unknown {
  switch (name) {
    case 'guid':
    case 'uuid':
      return v1();
    case 'uuidv4':
      return randomUUID();
    case 'shortid':
      return shortId();
    case 'now':
      return new Date();
    default:
      return undefined;
  }
}
