import { canonicalJson, compareJson, valueAt } from './canonical-json.js';
import { parseJsonText, textValue } from './parameter-values.js';
import { SafePatterns } from './safe-pattern.js';

/** A function that SQL calls; numbers, texts, Buffers and null go in and out. */
export type SqlFunction = (...values: readonly unknown[]) => unknown;

/** What SQLite does not have and the dialect's expressions need. Each connection registers them. */
export function sqliteFunctions(patterns = new SafePatterns()): Readonly<Record<string, SqlFunction>> {
  const matches =
    (ignoreCase: boolean): SqlFunction =>
    (text, pattern) =>
      text === null ? null : Number(patterns.matcher(textValue(pattern), { ignoreCase })(textValue(text)));
  return {
    loopnest_lower: (text) => (text === null ? null : textValue(text).toLowerCase()),
    loopnest_regexp: matches(false),
    loopnest_iregexp: matches(true),
    loopnest_json: (text) => (text === null ? null : canonicalJson(parseJsonText(text))),
    loopnest_json_compare: (a, b) =>
      a === null || b === null ? null : compareJson(parseJsonText(a), parseJsonText(b)),
    loopnest_json_text: (json, path) => pathText(valueIn(json, path)),
    loopnest_json_value: (json, path) => {
      const value = valueIn(json, path);
      return value === null || value === undefined ? null : canonicalJson(value);
    },
    loopnest_json_number: (json, path) => {
      const value = valueIn(json, path);
      return typeof value === 'number' ? value : null;
    },
    loopnest_number_text: (value) => (value === null ? null : textValue(value)),
    loopnest_date_text: (value) => isoDate(value),
    loopnest_point_text: (json) => {
      const [latitude, longitude] = point(json);
      return latitude === undefined ? null : `(${longitude},${latitude})`;
    },
    loopnest_arc: (json, latitude, longitude) => {
      const [lat, lng] = point(json);
      return lat === undefined || lng === undefined ? null : arc(lat, lng, Number(latitude), Number(longitude));
    },
  };
}

/** Milliseconds, or a text that is a date, as ISO 8601; null for what is none. */
export function isoDate(value: unknown): string | null {
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'string') return null;
  // Numbers that were written as text, and dates of SQLite's own (`2020-05-05 10:20:30`), which are in UTC.
  const milliseconds = typeof value === 'string' && !/^-?\d+(?:\.\d+)?$/.test(value) ? utcTime(value) : Number(value);
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) <= 8.64e15
    ? new Date(milliseconds).toISOString()
    : null;
}

function utcTime(text: string): number {
  const isPlain = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(text);
  return new Date(isPlain ? `${text.replace(' ', 'T')}Z` : text).getTime();
}

function valueIn(json: unknown, path: unknown): unknown {
  if (typeof json !== 'string' || typeof path !== 'string') return undefined;
  try {
    return valueAt(JSON.parse(json), JSON.parse(path) as string[]);
  } catch {
    return undefined;
  }
}

function pathText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function point(json: unknown): [number | undefined, number | undefined] {
  const value = parseJsonText(json);
  if (typeof value !== 'object' || value === null || !('lat' in value) || !('lng' in value))
    return [undefined, undefined];
  return [Number(value.lat), Number(value.lng)];
}

const RADIANS = Math.PI / 180;

/** Degrees of arc between two points of a sphere, by haversines. */
function arc(latitude: number, longitude: number, otherLatitude: number, otherLongitude: number): number {
  const halfChord =
    Math.sin(((latitude - otherLatitude) * RADIANS) / 2) ** 2 +
    Math.cos(otherLatitude * RADIANS) *
      Math.cos(latitude * RADIANS) *
      Math.sin(((longitude - otherLongitude) * RADIANS) / 2) ** 2;
  return (2 * Math.asin(Math.min(1, Math.sqrt(halfChord)))) / RADIANS;
}
