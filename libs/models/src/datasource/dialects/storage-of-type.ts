import type { PropertyType } from '../../definition/property-definition.js';
import type { ColumnStorage } from '../column.js';

/** Whether values of a type are JSON, so that a text column holds JSON text. */
export function isJsonType(type: PropertyType): boolean {
  if (type.kind !== 'scalar') return true;
  return type.name === 'object' || type.name === 'json' || type.name === 'any';
}

/** Storage of the types of SQL, by their first words in capitals. */
const STORAGES: readonly (readonly [RegExp, ColumnStorage])[] = [
  [/^(?:TINY|SMALL|MEDIUM)?INT(?:EGER|2|4)?$|^(?:SMALL)?SERIAL[24]?$|^YEAR$/, 'integer'],
  [/^BIGINT$|^INT8$|^BIGSERIAL$|^SERIAL8$/, 'bigint'],
  [/^DOUBLE(?: PRECISION)?$|^REAL$|^FLOAT[48]?$/, 'real'],
  [/^NUMERIC$|^DECIMAL$|^DEC$|^NUMBER$/, 'numeric'],
  [/^BOOL(?:EAN)?$/, 'boolean'],
  [/^TIMESTAMP|^DATE(?:TIME)?$/, 'timestamp'],
  [/^JSONB?$/, 'jsonb'],
  [/^POINT$/, 'point'],
  [/^BYTEA$|BLOB$|^(?:VAR)?BINARY$/, 'bytes'],
  [/^UUID$|^UNIQUEIDENTIFIER$/, 'uuid'],
  [/^N?VARCHAR2?$|^N?CHAR$|^(?:NATIONAL )?CHARACTER(?: VARYING)?$|^BPCHAR$|TEXT$|CLOB$/, 'text'],
];

/** What a column of an explicit type holds. A text column of a property that is no text holds JSON text. */
export function storageOf(dataType: string, type: PropertyType): ColumnStorage {
  if (dataType.includes('[')) return 'other';
  const words = dataType
    .replace(/\([^)]*\)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  const storage = STORAGES.find(([pattern]) => pattern.test(words))?.[1] ?? 'other';
  return storage === 'text' && isJsonType(type) ? 'json' : storage;
}
