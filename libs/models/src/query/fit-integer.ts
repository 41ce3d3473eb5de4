import type { Column } from '../datasource/column.js';
import type { Comparison } from './condition.js';

const INTEGER = { low: -(2 ** 31), high: 2 ** 31 - 1 };
const BIGINT = { low: Number.MIN_SAFE_INTEGER, high: Number.MAX_SAFE_INTEGER };

function range(column: Column): { low: number; high: number } | undefined {
  if (column.storage === 'integer') return INTEGER;
  return column.storage === 'bigint' ? BIGINT : undefined;
}

/** Whether a number can stand in the column at all; `true` for columns that are no integers. */
export function fitsInteger(value: unknown, column: Column): boolean {
  const bounds = range(column);
  if (bounds === undefined || typeof value !== 'number') return true;
  return Number.isInteger(value) && value >= bounds.low && value <= bounds.high;
}

/**
 * Rewrites a comparison of an integer column with any number into one with an integer in range, or tells that it holds for
 * every row with a value, or for none.
 */
export function fitComparison(
  operator: Comparison,
  value: unknown,
  column: Column,
): { operator: Comparison; value: unknown } | 'all' | 'none' {
  const bounds = range(column);
  if (bounds === undefined || typeof value !== 'number') return { operator, value };
  const isLower = operator === '>' || operator === '>=';
  if (value > bounds.high) return isLower ? 'none' : 'all';
  if (value < bounds.low) return isLower ? 'all' : 'none';
  if (Number.isInteger(value)) return { operator, value };
  return isLower ? { operator: '>', value: Math.floor(value) } : { operator: '<', value: Math.ceil(value) };
}
