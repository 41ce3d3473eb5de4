import type { ColumnStorage } from '../column.js';
import type { PropertyDefinition } from '../../definition/property-definition.js';
import type { ColumnType } from '../dialect.js';
import { postgresqlType } from './postgresql-types.js';

/**
 * The column type of a property in SQLite: the nearest to that in PostgreSQL. The names decide how SQLite converts what is
 * written, so that none may say something else than the storage does.
 */
export function sqliteType(property: PropertyDefinition, dataType: string | undefined): ColumnType {
  const { sqlType, storage, generated } = postgresqlType(property, dataType);
  if (storage === 'jsonb') return { sqlType: 'TEXT', storage: 'json', generated };
  // INTEGER PRIMARY KEY would number rows whose id is missing; INT does not.
  if (storage === 'integer' && property.id > 0 && generated === false) return { sqlType: 'INT', storage, generated };
  return { sqlType: storage === 'text' ? textType(sqlType) : SQL_TYPES[storage], storage, generated };
}

function textType(sqlType: string): string {
  return /^(?:VAR)?CHAR\(\d+\)$/.test(sqlType) ? sqlType : 'TEXT';
}

const SQL_TYPES: Readonly<Record<ColumnStorage, string>> = {
  text: 'TEXT',
  integer: 'INTEGER',
  bigint: 'INTEGER',
  real: 'DOUBLE PRECISION',
  numeric: 'NUMERIC',
  boolean: 'BOOLEAN',
  timestamp: 'datetime',
  json: 'TEXT',
  jsonb: 'TEXT',
  point: 'TEXT',
  bytes: 'BLOB',
  uuid: 'TEXT',
  other: 'TEXT',
};
