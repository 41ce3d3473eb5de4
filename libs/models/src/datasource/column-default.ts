import type { PropertyDefinition } from '../definition/property-definition.js';
import type { Column } from './column.js';
import type { Dialect } from './dialect.js';

/**
 * The SQL literal of a scalar default. Functions, `"$now"`, lists and objects have none: the model fills them in; so has a
 * default that is not of the property's type.
 */
export function defaultLiteral(property: PropertyDefinition, column: Column, dialect: Dialect): string | undefined {
  if (property.defaultFn !== undefined || column.generated !== false) return undefined;
  const value = coerced(property.default, column);
  return value === undefined ? undefined : literal(dialect.toParameter(value, column));
}

function coerced(value: unknown, { storage }: Column): unknown {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  switch (storage) {
    case 'integer':
    case 'bigint':
    case 'real':
    case 'numeric': {
      const number = value === '' ? Number.NaN : Number(value);
      const fits =
        storage === 'integer' || storage === 'bigint' ? Number.isSafeInteger(number) : Number.isFinite(number);
      return fits ? number : undefined;
    }
    case 'boolean':
      if (value === 'false' || value === '0') return false;
      return Boolean(value);
    case 'timestamp': {
      if (typeof value === 'boolean' || value === '$now') return undefined;
      const date = new Date(value);
      return Number.isNaN(date.getTime()) ? undefined : date;
    }
    case 'text':
    case 'uuid':
      return String(value);
    case 'json':
    case 'jsonb':
      return value;
    case 'point':
    case 'bytes':
    case 'other':
      return undefined;
  }
}

function literal(parameter: unknown): string | undefined {
  if (typeof parameter === 'number' || typeof parameter === 'bigint') return String(parameter);
  if (typeof parameter === 'boolean') return parameter ? 'TRUE' : 'FALSE';
  if (typeof parameter !== 'string' || parameter.includes('\0')) return undefined;
  return `'${parameter.replaceAll("'", "''")}'`;
}
