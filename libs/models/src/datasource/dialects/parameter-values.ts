/** A text of any value of a property: dates as ISO 8601, objects as JSON. */
export function textValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return isoText(value);
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}

function isoText(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString();
}

/** The JSON text of a value; what JSON does not know (a function) is null. */
export function jsonValue(value: unknown): string | null {
  return JSON.stringify(value) ?? null;
}

/** Bytes in any of the forms that a property takes. */
export function bytesValue(value: unknown): Buffer {
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (Array.isArray(value)) return Buffer.from(value as number[]);
  if (typeof value === 'object' && value !== null && 'data' in value) return bytesValue(value.data);
  return Buffer.from(textValue(value));
}

/** Latitude and longitude of a GeoPoint; `undefined` for what is none. */
export function pointValue(value: unknown): { readonly lat: number; readonly lng: number } | undefined {
  if (typeof value !== 'object' || value === null || !('lat' in value) || !('lng' in value)) return undefined;
  return { lat: Number(value.lat), lng: Number(value.lng) };
}

/** JSON text of a column as its value; what is no JSON (LoopBack wrote texts as they were) stays as it is. */
export function parseJsonText(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
