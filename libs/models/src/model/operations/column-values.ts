import type { Column } from '../../datasource/column.js';
import type { PropertyDefinition } from '../../definition/property-definition.js';
import { FIRST_DATE, fitsColumn } from '../../query/fit-column.js';
import type { ColumnValues } from '../../query/statements.js';
import { defaultValue } from '../default-values.js';
import { storedValue } from '../embedded-models.js';
import type { ModelCore } from '../model-core.js';
import { typeFailure } from '../validation/type-failure.js';
import { ValidationError, type ValidationFailure } from '../validation/validation.error.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The declared values of a write as parameters, in the order of the columns. Values that do not fit their columns are told
 * here, before the database sees them, so that every database refuses the same: 422 with the properties named.
 *
 * A property without a value is left to the database in a `create`, becomes null in a `replace`, and is not touched by a
 * `patch`.
 */
export function columnValues(core: ModelCore, data: Readonly<Record<string, unknown>>, write: WriteKind): ColumnValues {
  const { query } = core.queries;
  const values: [Column, unknown][] = [];
  const failures: ValidationFailure[] = [];
  for (const [name, { definition, column }] of query.properties) {
    const value = isStored(core, definition, data[name], write) ? data[name] : undefined;
    if (value === undefined && isLeftOut(column, write)) continue;
    if (definition.readOnly || (column.generated !== false && (value === null || value === undefined))) continue;
    const failure = refuse(value ?? null, definition, column);
    if (failure === undefined)
      values.push([column, query.dialect.toParameter(storedValue(value ?? null, definition.type), column)]);
    else failures.push({ property: name, value: core.schema.hidden.has(name) ? undefined : value, ...failure });
  }
  if (failures.length > 0) throw new ValidationError(core.schema.name, failures);
  return values;
}

/** What is written: a new row, all of a row, or some values of one or more. */
export type WriteKind = 'create' | 'replace' | 'patch';

// A new row without a value that it needs is refused before the database counts an id for it.
function isLeftOut(column: Column, write: WriteKind): boolean {
  if (write === 'create') return column.nullable || column.defaultSql !== undefined;
  return write === 'patch' || column.primary > 0;
}

// Where values that equal the default are not stored, a patch back to it is.
function isStored(core: ModelCore, definition: PropertyDefinition, value: unknown, write: WriteKind): boolean {
  if (definition.persistDefaultValues || write === 'patch') return true;
  return JSON.stringify(value) !== JSON.stringify(defaultValue(definition, core.coerceTo));
}

function refuse(
  value: unknown,
  definition: PropertyDefinition,
  column: Column,
): Pick<ValidationFailure, 'code' | 'message'> | undefined {
  if (value === null) return column.nullable ? undefined : { code: 'presence', message: "can't be blank" };
  const isNumber = column.storage === 'integer' || column.storage === 'bigint';
  // A generated id is an integer in the database even if its type says string.
  if (!isNumber || typeof value !== 'number') {
    const failure = typeFailure(value, definition.type);
    if (failure !== undefined) return failure;
  }
  switch (column.storage) {
    case 'integer':
    case 'bigint':
      return fitsColumn(Number(value), column) && value !== ''
        ? undefined
        : { code: 'number', message: 'is not an integer in range' };
    case 'timestamp':
      return value instanceof Date && value.getTime() < FIRST_DATE
        ? { code: 'date', message: 'is out of range' }
        : undefined;
    case 'uuid':
      return UUID.test(String(value)) ? undefined : { code: 'type', message: 'is not a UUID' };
    case 'text':
    case 'other':
      return typeof value === 'string' ? refuseText(value, column) : undefined;
    default:
      return undefined;
  }
}

function refuseText(value: string, column: Column): Pick<ValidationFailure, 'code' | 'message'> | undefined {
  if (value.includes('\u0000')) return { code: 'type', message: 'contains a NUL character' };
  const isTooLong = column.maxLength !== undefined && [...value].length > column.maxLength;
  return isTooLong ? { code: 'length.max', message: 'too long' } : undefined;
}
