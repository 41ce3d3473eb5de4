import type { ColumnStorage } from '../datasource/column.js';
import type { PropertyType } from '../definition/property-definition.js';
import { fitsJson } from './fits-json.js';
import { parseGeoPoint } from './geo-point.js';
import { InvalidQueryError } from './invalid-query.error.js';

/** A value that no row can have, since it cannot be of the property's type (deviation 6 of the chapter on querying). */
export const IMPOSSIBLE: unique symbol = Symbol('impossible');

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const NO_TEXT = '\u0000';

/**
 * Coerces a value of a condition to the type of its property, as the chapter on querying says. Never `null`: conditions on
 * missing values are told apart before. Throws a 400 for a date that is none.
 */
export function coerceQueryValue(value: unknown, type: PropertyType | undefined, storage: ColumnStorage): unknown {
  const coerced = coerceToType(value, type, storage);
  return (storage === 'json' || storage === 'jsonb') && !fitsJson(coerced) ? IMPOSSIBLE : coerced;
}

function coerceToType(value: unknown, type: PropertyType | undefined, storage: ColumnStorage): unknown {
  if (value instanceof Date) requireDate(value, value);
  if (type === undefined) return value;
  if (type.kind === 'array') return Array.isArray(value) ? coerceItems(value, type.items, storage) : IMPOSSIBLE;
  if (type.kind !== 'scalar') return value;
  switch (type.name) {
    case 'number':
      return queryNumber(value);
    case 'boolean':
      return queryBoolean(value);
    case 'date':
      return queryDate(value);
    case 'string':
    case 'text':
    case 'datestring':
      return isNumeric(storage) ? queryNumber(value) : queryText(value, storage);
    case 'geopoint':
      return parseGeoPoint(value) ?? IMPOSSIBLE;
    case 'buffer':
      return queryBytes(value);
    case 'object':
    case 'json':
    case 'any':
      return value;
  }
}

// A generated id is an integer in the database even if its type says string.
function isNumeric(storage: ColumnStorage): boolean {
  return storage === 'integer' || storage === 'bigint' || storage === 'real' || storage === 'numeric';
}

function coerceItems(items: readonly unknown[], type: PropertyType, storage: ColumnStorage): unknown {
  const coerced = items.map((item) => (item === null ? null : coerceQueryValue(item, type, storage)));
  return coerced.includes(IMPOSSIBLE) ? IMPOSSIBLE : coerced;
}

function queryNumber(value: unknown): unknown {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number === 'bigint') return Number(number);
  return typeof number === 'number' && !Number.isNaN(number) ? number : IMPOSSIBLE;
}

function queryBoolean(value: unknown): boolean {
  if (value === 'false' || value === '0') return false;
  return Boolean(value);
}

function queryDate(value: unknown): Date {
  const date =
    value instanceof Date || typeof value === 'string' || typeof value === 'number' ? new Date(value) : undefined;
  return requireDate(date, value);
}

function requireDate(date: Date | undefined, value: unknown): Date {
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new InvalidQueryError(`Invalid date: ${typeof value === 'string' ? value : JSON.stringify(value)}`);
}

function queryText(value: unknown, storage: ColumnStorage): unknown {
  if (typeof value === 'object' || typeof value === 'symbol' || typeof value === 'function') {
    return value instanceof Date ? value.toISOString() : objectIdText(value);
  }
  const text = String(value);
  if (text.includes(NO_TEXT)) return IMPOSSIBLE;
  return storage === 'uuid' && !UUID.test(text) ? IMPOSSIBLE : text;
}

function objectIdText(value: unknown): unknown {
  const text: unknown =
    typeof value === 'object' && value !== null && 'toHexString' in value && typeof value.toHexString === 'function'
      ? (value.toHexString as () => unknown).call(value)
      : undefined;
  return typeof text === 'string' ? text : IMPOSSIBLE;
}

function queryBytes(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === 'string') return Buffer.from(value);
  if (typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data)) {
    return Buffer.from(value.data as number[]);
  }
  return Array.isArray(value) ? Buffer.from(value as number[]) : IMPOSSIBLE;
}
