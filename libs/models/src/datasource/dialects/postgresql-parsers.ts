import { exactNumber } from './exact-number.js';
import { isoTimestamp } from './iso-timestamp.js';

type Parser = (text: string) => unknown;

/** The `types` of a query of the driver: which parser reads which type. */
export interface TypeParsers {
  getTypeParser(oid: number, format?: string): (value: never) => unknown;
}

/** `(lng,lat)` → `{ lat, lng }`. */
export function parsePoint(text: string): unknown {
  const comma = text.indexOf(',');
  return { lat: Number(text.slice(comma + 1, -1)), lng: Number(text.slice(1, comma)) };
}

export function parseBytes(text: string): Buffer {
  return text.startsWith('\\x') ? Buffer.from(text.slice(2), 'hex') : Buffer.from(text, 'latin1');
}

const PARSERS = new Map<number, Parser>([
  [16, (text) => text === 't'],
  [17, parseBytes],
  [20, exactNumber],
  [21, Number],
  [23, Number],
  [26, Number],
  [114, JSON.parse],
  [3802, JSON.parse],
  [600, parsePoint],
  [700, finiteNumber],
  [701, finiteNumber],
  [1700, exactNumber],
  [1082, isoTimestamp],
  [1114, isoTimestamp],
  [1184, isoTimestamp],
]);

function finiteNumber(text: string): number | null {
  const number = Number(text);
  return Number.isFinite(number) ? number : null;
}

const DATES = new Set([1082, 1114, 1184]);

/** The same for native SQL of an application, which gets dates as `Date`. */
export function nativeParsers(own: TypeParsers): TypeParsers {
  return {
    getTypeParser: (oid, format) => {
      const parse = own.getTypeParser(oid, format);
      return DATES.has(oid) && format !== 'binary' ? (value) => dateOf(parse(value)) : parse;
    },
  };
}

function dateOf(text: unknown): unknown {
  return typeof text === 'string' ? new Date(text) : text;
}

/**
 * Parsers that read columns straight into what JSON shows. They go with each query of ours, so that those of the pool, on
 * which MikroORM counts, stay. Types that are not among them are read by `others`.
 */
export function postgresqlParsers(others: TypeParsers): TypeParsers {
  return {
    getTypeParser: (oid, format) =>
      (format === 'binary' ? undefined : PARSERS.get(oid)) ?? others.getTypeParser(oid, format),
  };
}
