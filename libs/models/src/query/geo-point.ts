/** The kinds of unit that `GeoPoint.distanceBetween` and `near` measure in. */
export type DistanceUnit = 'miles' | 'kilometers' | 'meters' | 'feet' | 'degrees' | 'radians';

// The radius of the sphere in each unit, as LoopBack has it (the chapter on querying, section 4).
const EARTH_RADIUS: Readonly<Record<DistanceUnit, number>> = {
  miles: 3958.75,
  kilometers: 6370.99056,
  meters: 6370990.56,
  feet: 20902200,
  degrees: 180 / Math.PI,
  radians: 1,
};

export const DISTANCE_UNITS = Object.keys(EARTH_RADIUS) as readonly DistanceUnit[];

/**
 * A point on the earth. Takes `{ lat, lng }`, `[lat, lng]`, `"lat,lng"` or two numbers, with numeric strings for numbers;
 * other keys are dropped.
 *
 * @throws Error where the coordinates are none, or out of range.
 */
export class GeoPoint {
  lat: number;
  lng: number;

  constructor(point: unknown, lng?: unknown) {
    // Libraries that copy values (class-transformer) make one without arguments, and set its coordinates then.
    if (arguments.length === 0) {
      [this.lat, this.lng] = [Number.NaN, Number.NaN];
      return;
    }
    const parsed = parseGeoPoint(lng === undefined ? point : [point, lng]);
    if (parsed === undefined) throw new Error('Invalid GeoPoint: latitude and longitude must be numbers in range');
    this.lat = parsed.lat;
    this.lng = parsed.lng;
  }

  /** Great-circle distance between two points; in miles where `options.type` names no other unit. */
  static distanceBetween(a: unknown, b: unknown, options: { type?: DistanceUnit } = {}): number {
    const [from, to] = [new GeoPoint(a), new GeoPoint(b)];
    const radians = (degrees: number) => (degrees * Math.PI) / 180;
    const halfLat = Math.sin(radians(to.lat - from.lat) / 2);
    const halfLng = Math.sin(radians(to.lng - from.lng) / 2);
    const h = halfLat * halfLat + Math.cos(radians(from.lat)) * Math.cos(radians(to.lat)) * halfLng * halfLng;
    return 2 * Math.asin(Math.sqrt(Math.min(1, h))) * EARTH_RADIUS[options.type ?? 'miles'];
  }

  distanceTo(point: unknown, options: { type?: DistanceUnit } = {}): number {
    return GeoPoint.distanceBetween(this, point, options);
  }

  toString(): string {
    return `${String(this.lat)},${String(this.lng)}`;
  }
}

/** Degrees of arc that a distance covers on the earth. */
export function degreesOfArc(distance: number, unit: DistanceUnit): number {
  return (distance / EARTH_RADIUS[unit]) * (180 / Math.PI);
}

/** The point in any of its spellings; `undefined` for what is none or out of range. */
export function parseGeoPoint(value: unknown): GeoPoint | undefined {
  if (value instanceof GeoPoint) return inRange(value.lat, value.lng) ? value : undefined;
  const [lat, lng] = coordinates(value);
  if (lat === undefined || lng === undefined || !inRange(lat, lng)) return undefined;
  const point = Object.create(GeoPoint.prototype) as GeoPoint;
  point.lat = lat;
  point.lng = lng;
  return point;
}

function inRange(lat: number, lng: number): boolean {
  return lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180;
}

function coordinates(value: unknown): readonly (number | undefined)[] {
  if (typeof value === 'string') {
    const parts = value.split(',');
    return parts.length === 2 ? parts.map(coordinate) : [];
  }
  if (Array.isArray(value)) return value.length === 2 ? value.map(coordinate) : [];
  if (typeof value !== 'object' || value === null) return [];
  const { lat, lng } = value as { lat?: unknown; lng?: unknown };
  return [coordinate(lat), coordinate(lng)];
}

function coordinate(value: unknown): number | undefined {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
