import type { PropertyType } from '../../definition/property-definition.js';
import { GeoPoint } from '../../query/geo-point.js';

/** A value that could not be coerced to the type of its property: the code and the text of the failure. */
export interface TypeFailure {
  readonly code: 'number' | 'date' | 'type' | 'geopoint';
  readonly message: string;
}

const NUMBER: TypeFailure = { code: 'number', message: 'is not a number' };
const DATE: TypeFailure = { code: 'date', message: 'is not a valid date' };
const POINT: TypeFailure = { code: 'geopoint', message: 'is not a valid GeoPoint' };

/** Whether a coerced value is not of its type after all; `undefined` where it is, or is missing. */
export function typeFailure(value: unknown, type: PropertyType): TypeFailure | undefined {
  if (value === null || value === undefined) return undefined;
  switch (type.kind) {
    case 'array':
      return Array.isArray(value) ? itemFailure(value, type.items) : { code: 'type', message: 'is not an array' };
    case 'inline':
      return isPlainObject(value)
        ? nestedFailure(value, type.properties)
        : { code: 'type', message: 'is not an object' };
    case 'model':
      return isPlainObject(value) ? undefined : { code: 'type', message: 'is not an object' };
    case 'scalar':
      return scalarFailure(value, type.name);
  }
}

function scalarFailure(value: unknown, type: string): TypeFailure | undefined {
  switch (type) {
    case 'string':
    case 'text':
      return typeof value === 'object' ? { code: 'type', message: 'is not a string' } : undefined;
    case 'datestring':
      return typeof value === 'object' || Number.isNaN(Date.parse(String(value))) ? DATE : undefined;
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : NUMBER;
    case 'boolean':
      return typeof value === 'object' ? { code: 'type', message: 'is not a boolean' } : undefined;
    case 'date':
      return value instanceof Date && !Number.isNaN(value.getTime()) ? undefined : DATE;
    case 'geopoint':
      return value instanceof GeoPoint ? undefined : POINT;
    case 'buffer':
      return Buffer.isBuffer(value) ? undefined : { code: 'type', message: 'is not a buffer' };
    default:
      return undefined;
  }
}

function itemFailure(items: readonly unknown[], type: PropertyType): TypeFailure | undefined {
  for (const item of items) {
    const failure = Array.isArray(item) ? undefined : typeFailure(item, type);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function nestedFailure(
  value: Readonly<Record<string, unknown>>,
  properties: readonly { readonly name: string; readonly type: PropertyType }[],
): TypeFailure | undefined {
  for (const property of properties) {
    const failure = typeFailure(value[property.name], property.type);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
