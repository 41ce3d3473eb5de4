import type { Column } from '../column.js';
import { timestampText } from './iso-timestamp.js';
import { bytesValue, jsonValue, pointValue, textValue } from './parameter-values.js';

/** A coerced value of a property as the driver takes it. */
export function postgresqlParameter(value: unknown, column: Column): unknown {
  if (value === null || value === undefined) return null;
  switch (column.storage) {
    case 'text':
    case 'uuid':
      return textValue(value);
    case 'timestamp':
      if (typeof value === 'number') return timestampText(new Date(value));
      return value instanceof Date ? timestampText(value) : value;
    case 'json':
    case 'jsonb':
      return jsonValue(value);
    case 'point': {
      const point = pointValue(value);
      return point === undefined ? textValue(value) : `(${point.lng},${point.lat})`;
    }
    case 'bytes':
      return bytesValue(value);
    case 'integer':
    case 'bigint':
    case 'real':
    case 'numeric':
    case 'boolean':
      return value;
    case 'other':
      if (value instanceof Date) return timestampText(value);
      return typeof value === 'object' && !Array.isArray(value) && !Buffer.isBuffer(value) ? jsonValue(value) : value;
  }
}
