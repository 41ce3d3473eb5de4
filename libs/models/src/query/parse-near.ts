import type { NearCondition, Operand } from './condition.js';
import { DISTANCE_UNITS, degreesOfArc, parseGeoPoint, type DistanceUnit } from './geo-point.js';
import { InvalidQueryError, quoted } from './invalid-query.error.js';

/** `{ near, maxDistance, minDistance, unit }` of a GeoPoint property. Throws a 400 `Invalid near: …`. */
export function parseNear(operand: Operand, clause: Readonly<Record<string, unknown>>): NearCondition {
  const name = operand.property.definition.name;
  if (operand.property.column.storage !== 'point' || operand.path.length > 0) {
    throw new InvalidQueryError(`Invalid near: the ${name} property is no GeoPoint`);
  }
  const point = parseGeoPoint(clause['near']);
  if (point === undefined) throw new InvalidQueryError(`Invalid near: ${quoted(clause['near'])} is not a point`);
  const unit = clause['unit'] ?? 'miles';
  if (!isUnit(unit)) {
    throw new InvalidQueryError(`Invalid near: unknown unit ${quoted(unit)}. Known: ${DISTANCE_UNITS.join(', ')}`);
  }
  return {
    kind: 'near',
    operand,
    latitude: point.lat,
    longitude: point.lng,
    minimum: distance(clause, 'minDistance', unit),
    maximum: distance(clause, 'maxDistance', unit),
  };
}

function isUnit(unit: unknown): unit is DistanceUnit {
  return (DISTANCE_UNITS as readonly unknown[]).includes(unit);
}

function distance(clause: Readonly<Record<string, unknown>>, key: string, unit: DistanceUnit): number | undefined {
  const value = clause[key];
  if (value === undefined || value === null || value === '') return undefined;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) {
    throw new InvalidQueryError(`Invalid near: ${key} ${quoted(value)} is not a number`);
  }
  return degreesOfArc(number, unit);
}
