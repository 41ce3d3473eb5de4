import type { Column } from '../datasource/column.js';
import type { Comparison } from './condition.js';

/** The first moment that timestamps are stored for, within PostgreSQL's calendar: in 4713 BC. */
export const FIRST_DATE = Date.UTC(-4712, 0, 1);

interface Range {
  readonly low: number;
  readonly high: number;
}

const INTEGER: Range = { low: -(2 ** 31), high: 2 ** 31 - 1 };
const BIGINT: Range = { low: Number.MIN_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER };
const TIMESTAMP: Range = { low: FIRST_DATE, high: 8.64e15 };

function range(column: Column): Range | undefined {
  switch (column.storage) {
    case 'integer':
      return INTEGER;
    case 'bigint':
      return BIGINT;
    case 'timestamp':
      return TIMESTAMP;
    default:
      return undefined;
  }
}

function numberOf(value: unknown): number | undefined {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' ? value : undefined;
}

/** Whether a number or a date can stand in the column at all; `true` for columns that take any. */
export function fitsColumn(value: unknown, column: Column): boolean {
  const bounds = range(column);
  const number = numberOf(value);
  if (bounds === undefined || number === undefined) return true;
  return Number.isInteger(number) && number >= bounds.low && number <= bounds.high;
}

/**
 * Rewrites a comparison of an integer column with any number into one with an integer in range, or tells that it holds for
 * every row with a value, or for none. So do dates that are out of range.
 */
export function fitComparison(
  operator: Comparison,
  value: unknown,
  column: Column,
): { operator: Comparison; value: unknown } | 'all' | 'none' {
  const bounds = range(column);
  const number = numberOf(value);
  if (bounds === undefined || number === undefined) return { operator, value };
  const isLower = operator === '>' || operator === '>=';
  if (number > bounds.high) return isLower ? 'none' : 'all';
  if (number < bounds.low) return isLower ? 'all' : 'none';
  if (Number.isInteger(number)) return { operator, value };
  return isLower ? { operator: '>', value: Math.floor(number) } : { operator: '<', value: Math.ceil(number) };
}
