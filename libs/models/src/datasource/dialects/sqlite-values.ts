import type { Column } from '../column.js';
import type { ColumnReader } from '../dialect.js';
import { exactNumber } from './exact-number.js';
import { bytesValue, jsonValue, parseJsonText, pointValue, textValue } from './parameter-values.js';
import { isoDate } from './sqlite-functions.js';

/** Values in SQLite: dates are milliseconds, booleans are numbers, JSON and points are text. */

/** A coerced value of a property as the driver takes it. */
export function sqliteParameter(value: unknown, column: Column): unknown {
  if (value === null || value === undefined) return null;
  switch (column.storage) {
    case 'text':
      return textValue(value);
    case 'uuid':
      // PostgreSQL reads them in any letter case.
      return textValue(value).toLowerCase();
    case 'integer':
    case 'bigint':
    case 'real':
    case 'numeric':
      return numberParameter(value);
    case 'boolean':
      return typeof value === 'boolean' ? Number(value) : numberParameter(value);
    case 'timestamp':
      return millisecondsParameter(value);
    case 'json':
    case 'jsonb':
      return jsonValue(value);
    case 'point': {
      const point = pointValue(value);
      return point === undefined ? textValue(value) : JSON.stringify(point);
    }
    case 'bytes':
      return bytesValue(value);
    case 'other':
      return Buffer.isBuffer(value) ? value : plainParameter(value);
  }
}

/** Reads what the driver returns. */
export function sqliteReader(column: Column): ColumnReader {
  switch (column.storage) {
    case 'boolean':
      return readBoolean;
    case 'timestamp':
      return isoDate;
    case 'json':
    case 'jsonb':
    case 'point':
      return parseJsonText;
    case 'bigint':
      return (value) => (typeof value === 'string' ? exactNumber(value) : value);
    default:
      return undefined;
  }
}

function numberParameter(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  // Digits beyond safe integers would be rounded as a number.
  if (typeof value === 'string' && /^-?\d{16,18}$/.test(value)) return BigInt(value);
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'string' ? value : textValue(value);
}

function millisecondsParameter(value: unknown): unknown {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.getTime();
  if (typeof value !== 'string') return plainParameter(value);
  const time = Date.parse(value);
  return Number.isNaN(time) ? value : time;
}

/** A value that the driver takes. */
function plainParameter(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date) return value.getTime();
  return typeof value === 'object' && value !== null ? jsonValue(value) : value;
}

/** An item of a list, which goes to the database as JSON. */
export function sqliteListItem(value: unknown): unknown {
  if (Buffer.isBuffer(value)) return value.toString('hex').toUpperCase();
  return typeof value === 'bigint' ? value.toString() : value;
}

function readBoolean(value: unknown): unknown {
  if (typeof value === 'string') return value === 'true' || value === 't' || value === '1';
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) !== 0 : value;
}
