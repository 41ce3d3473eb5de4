import type { NearCondition, Operand } from './condition.js';
import { GeoPoint, parseGeoPoint } from './geo-point.js';

type Row = Readonly<Record<string, unknown>>;

/** The value of an operand in plain values: that of the property, or at a path into it. */
export function operandValue({ property, path }: Operand, data: Row): unknown {
  let value: unknown = data[property.definition.name];
  for (const key of path) value = typeof value === 'object' && value !== null ? (value as Row)[key] : undefined;
  return value;
}

/** Degrees of arc between a value and the point of a condition; `undefined` where the value is no point. */
export function distanceInDegrees({ operand, latitude, longitude }: NearCondition, data: Row): number | undefined {
  const point = parseGeoPoint(operandValue(operand, data));
  return point === undefined ? undefined : GeoPoint.distanceBetween(point, [latitude, longitude], { type: 'degrees' });
}

/** Negative, zero or positive as for a sorter; `undefined` where values of two kinds cannot be compared. */
export function compareRowValues(a: unknown, b: unknown): number | undefined {
  const [left, right] = [comparable(a), comparable(b)];
  if (typeof left !== typeof right) return undefined;
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

export function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}

/** A value as its text is matched. */
export function textOfRowValue(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function comparable(value: unknown): string | number | boolean {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}
