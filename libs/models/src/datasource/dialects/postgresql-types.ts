import type { PropertyDefinition } from '../../definition/property-definition.js';
import type { ColumnType } from '../dialect.js';
import { storageOf } from './storage-of-type.js';

/** The column type of a property in PostgreSQL. */
export function postgresqlType(property: PropertyDefinition, dataType: string | undefined): ColumnType {
  if (property.generated && property.id > 0) return generatedType(dataType);
  if (dataType !== undefined)
    return { sqlType: dataType, storage: storageOf(dataType, property.type), generated: false };
  return { ...plainType(property), generated: false };
}

/** A generated id is a number, whatever its type says, unless it is a UUID. */
function generatedType(dataType: string | undefined): ColumnType {
  switch (dataType) {
    case 'UUID':
      return { sqlType: 'UUID', storage: 'uuid', generated: 'uuid' };
    case 'BIGINT':
    case 'INT8':
    case 'BIGSERIAL':
      return { sqlType: 'BIGSERIAL', storage: 'bigint', generated: 'serial' };
    default:
      return { sqlType: 'SERIAL', storage: 'integer', generated: 'serial' };
  }
}

function plainType({ type, id }: PropertyDefinition): Pick<ColumnType, 'sqlType' | 'storage'> {
  if (type.kind !== 'scalar') return { sqlType: 'TEXT', storage: 'json' };
  switch (type.name) {
    case 'string':
    case 'text':
    case 'datestring':
      return { sqlType: 'TEXT', storage: 'text' };
    case 'number':
      return id > 0 ? { sqlType: 'INTEGER', storage: 'integer' } : { sqlType: 'DOUBLE PRECISION', storage: 'real' };
    case 'boolean':
      return { sqlType: 'BOOLEAN', storage: 'boolean' };
    case 'date':
      return { sqlType: 'TIMESTAMP WITH TIME ZONE', storage: 'timestamp' };
    case 'object':
    case 'json':
    case 'any':
      return { sqlType: 'TEXT', storage: 'json' };
    case 'geopoint':
      return { sqlType: 'POINT', storage: 'point' };
    case 'buffer':
      return { sqlType: 'BYTEA', storage: 'bytes' };
  }
}
