import { LoopnestError } from '../../errors/loopnest.error.js';
import { checkDepth } from '../../query/query-depth.js';
import { GeoPoint, parseGeoPoint } from '../../query/geo-point.js';
import { cleanValue } from '../clean-value.js';
import type { ValueType } from './argument-type.js';

/** A value that an argument cannot have: 400. */
class ConversionError extends LoopnestError {
  constructor(message: string) {
    super(400, message);
  }
}

/** Where a value comes from: text of a path, query, header or form, or JSON. */
export type ValueForm = 'text' | 'json';

/**
 * Converts a value of a request to the type of an argument (the chapter on remote methods, section 5). A missing one stays
 * `undefined`.
 *
 * @throws ConversionError where it cannot be one
 */
export function convertValue(value: unknown, type: ValueType, form: ValueForm, argument: string): unknown {
  // Deeper than anything that is kept, and shallow enough to be walked through.
  checkDepth(value, DEEPEST);
  return convert(value, type, form, argument);
}

const DEEPEST = 512;

function convert(value: unknown, type: ValueType, form: ValueForm, argument: string): unknown {
  if (value === undefined || (form === 'text' && value === '')) return undefined;
  switch (type.kind) {
    case 'string':
      return requireType(value, 'string');
    case 'number':
      return toNumber(value, form);
    case 'integer':
      return toInteger(toNumber(value, form));
    case 'boolean':
      return toBoolean(value, form);
    case 'date':
      return toDate(value, form, argument);
    case 'object':
      return toObject(value, form);
    case 'any':
      return form === 'text' ? guess(value) : cleanValue(value);
    case 'geopoint':
      return toPoint(value, form);
    case 'array':
      return toArray(value, type.items, form, argument);
    case 'model': {
      const data = toObject(value, form);
      return data === null || data instanceof type.model ? data : new type.model(data);
    }
  }
}

function requireType(value: unknown, type: 'string' | 'number' | 'boolean'): unknown {
  if (typeof value === type) return value;
  throw new ConversionError(`Value is not a ${type}.`);
}

function toNumber(value: unknown, form: ValueForm): number {
  const number = form === 'text' && typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || Number.isNaN(number)) throw new ConversionError('Value is not a number.');
  return number;
}

function toInteger(number: number): number {
  if (Number.isSafeInteger(number)) return number;
  throw new ConversionError('Value is not a safe integer.');
}

function toBoolean(value: unknown, form: ValueForm): unknown {
  if (form === 'json') return requireType(value, 'boolean');
  const text = typeof value === 'string' ? value.toLowerCase() : '';
  if (text === 'true' || text === '1') return true;
  if (text === 'false' || text === '0') return false;
  throw new ConversionError('Value is not a boolean.');
}

function toDate(value: unknown, form: ValueForm, argument: string): Date {
  if (value instanceof Date) return value;
  if (typeof value !== 'string' && typeof value !== 'number') throw new ConversionError('Value is not a valid date.');
  const isMilliseconds = form === 'text' && typeof value === 'string' && /^\d+$/.test(value);
  const date = new Date(isMilliseconds ? Number(value) : value);
  if (!Number.isNaN(date.getTime())) return date;
  throw new ConversionError(`Invalid argument "${argument}". Value is not a valid date.`);
}

function toObject(value: unknown, form: ValueForm): unknown {
  const object = form === 'text' && typeof value === 'string' ? parseText(value, ['{', '}'], 'object') : value;
  if (object === null) return null;
  if (typeof object !== 'object' || Array.isArray(object)) throw new ConversionError('Value is not an object.');
  return withPrototype(cleanValue(object));
}

// Objects of query strings have no prototype; scripts expect that of all others.
function withPrototype(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withPrototype);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== null) return value;
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [name, withPrototype(item)]);
  return Object.fromEntries(entries);
}

function toPoint(value: unknown, form: ValueForm): unknown {
  const point = form === 'text' && typeof value === 'string' && /^[{[]/.test(value) ? guess(value) : value;
  if (point === null) return null;
  const parsed = parseGeoPoint(point);
  if (parsed === undefined)
    throw new ConversionError('Invalid GeoPoint: latitude and longitude must be numbers in range');
  return new GeoPoint(parsed);
}

function toArray(value: unknown, items: ValueType, form: ValueForm, argument: string): unknown {
  if (form === 'json') return value === null ? null : convertItems(value, items, 'json', argument);
  if (Array.isArray(value)) return convertItems(value, items, 'text', argument);
  if (typeof value !== 'string') return convertItems([value], items, 'text', argument);
  if (value === 'null') return null;
  const isJson = value.startsWith('[') && value.endsWith(']');
  return isJson
    ? convertItems(parseText(value, ['[', ']'], 'array'), items, 'json', argument)
    : convertItems([value], items, 'text', argument);
}

function convertItems(value: unknown, type: ValueType, form: ValueForm, argument: string): unknown[] {
  if (!Array.isArray(value)) throw new ConversionError('Value is not an array.');
  return value.map((item) => convert(item, type, form, argument));
}

function parseText(text: string, [first, last]: readonly [string, string], what: string): unknown {
  if (text === 'null') return null;
  if (!text.startsWith(first) || !text.endsWith(last)) return text;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new ConversionError(`Cannot parse JSON-encoded ${what} value.`);
  }
  checkDepth(parsed, DEEPEST);
  return parsed;
}

/** What a text most likely means; text that reads as a number in no other way than it is written is one. */
function guess(value: unknown): unknown {
  if (typeof value !== 'string') return withPrototype(cleanValue(value));
  const lower = value.toLowerCase();
  if (lower === 'null') return null;
  if (lower === 'true' || lower === 'false') return lower === 'true';
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(value)) {
    const number = Number(value);
    return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? number : value;
  }
  if (!/^(?:\{.*\}|\[.*\])$/s.test(value)) return value;
  let parsed: unknown;
  try {
    parsed = JSON.parse(value);
  } catch {
    return value;
  }
  checkDepth(parsed, DEEPEST);
  return cleanValue(parsed);
}
