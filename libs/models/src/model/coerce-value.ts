import { LoopnestError } from '../errors/loopnest.error.js';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';
import { parseGeoPoint } from '../query/geo-point.js';
import { applyDefaults } from './default-values.js';

/** Makes an instance of the model that a property's type names; `undefined` where there is no such model. */
export type NestedModels = (model: string) => (new (data: unknown) => object) | undefined;

/**
 * Coerces a value to the type of its property, as the chapter on definitions says (section 5). `null` and `undefined` stay.
 * What cannot be coerced is returned so that validation can tell: `NaN`, an invalid `Date`, or the value itself.
 *
 * @throws LoopnestError 400 for a value that is no array where one is needed, as LoopBack does before validation.
 */
export function coerceValue(value: unknown, type: PropertyType, models: NestedModels): unknown {
  if (value === null || value === undefined) return value;
  switch (type.kind) {
    case 'array':
      return toArray(value).map((item) => (Array.isArray(item) ? item : coerceValue(item, type.items, models)));
    case 'inline':
      return isRecord(value) ? toInline(value, type.properties, models) : value;
    case 'model': {
      const Nested = models(type.model);
      return Nested === undefined || !isRecord(value) || value instanceof Nested ? value : new Nested(value);
    }
    case 'scalar':
      return coerceScalar(value, type.name);
  }
}

function coerceScalar(value: unknown, type: string): unknown {
  switch (type) {
    case 'string':
    case 'text':
    case 'datestring':
      return toText(value);
    case 'number':
      return toNumber(value);
    case 'boolean':
      return toBoolean(value);
    case 'date':
      return toDate(value);
    case 'geopoint':
      return parseGeoPoint(value) ?? value;
    case 'buffer':
      return toBuffer(value);
    default:
      return value;
  }
}

function toText(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  return typeof value === 'object' || typeof value === 'function' ? value : String(value);
}

function toNumber(value: unknown): number {
  return typeof value === 'object' && !(value instanceof Date) ? Number.NaN : Number(value);
}

function toBoolean(value: unknown): unknown {
  if (typeof value === 'object') return value;
  return value === 'false' || value === '0' ? false : Boolean(value);
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  return new Date(typeof value === 'string' || typeof value === 'number' ? value : Number.NaN);
}

function toBuffer(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'string') return Buffer.from(value, 'utf8');
  const bytes = isRecord(value) && value['type'] === 'Buffer' ? value['data'] : value;
  return Array.isArray(bytes) && bytes.every(isByte) ? Buffer.from(bytes) : value;
}

function isByte(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 255;
}

function toArray(value: unknown): readonly unknown[] {
  const items = typeof value === 'string' ? parseList(value) : value;
  if (Array.isArray(items)) return items;
  throw new LoopnestError(400, `Items must be an array: ${JSON.stringify(items)}`);
}

function parseList(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new LoopnestError(400, `could not create List from JSON string: ${JSON.stringify(text)}`, { cause: error });
  }
}

function toInline(
  value: Readonly<Record<string, unknown>>,
  properties: readonly PropertyDefinition[],
  models: NestedModels,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...value };
  for (const property of properties) {
    if (Object.hasOwn(result, property.name)) {
      result[property.name] = coerceValue(result[property.name], property.type, models);
    }
  }
  applyDefaults(result, properties, (item, type) => coerceValue(item, type, models));
  return result;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
