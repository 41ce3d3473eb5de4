import type { PropertyDefinition } from '../../definition/property-definition.js';
import type { Column, Table, TableIndex } from '../column.js';
import type {
  CatalogueRow,
  ColumnReader,
  ColumnType,
  DatabaseFailure,
  Dialect,
  JsonKind,
  TextMatch,
} from '../dialect.js';
import type { Statement } from '../executor.js';
import type { ForeignKeyChange, KnownForeignKey } from '../foreign-key.js';
import { insertOrUpdate } from './insert-or-update.js';
import { completeLike } from './like-pattern.js';
import { parseJsonText } from './parameter-values.js';
import { postgresqlFailure } from './postgresql-failure.js';
import {
  changePostgresqlForeignKeys,
  FOREIGN_KEYS,
  postgresqlAdvice,
  postgresqlForeignKeys,
  postgresqlReferences,
} from './postgresql-foreign-keys.js';
import { textAsJson } from './postgresql-json.js';
import {
  addPostgresqlColumn,
  createPostgresqlIndex,
  createPostgresqlTable,
  postgresqlCatalogue,
  quotePostgresql,
} from './postgresql-schema.js';
import { postgresqlType } from './postgresql-types.js';
import { postgresqlParameter } from './postgresql-values.js';

const OPERATORS: Readonly<Record<TextMatch, readonly [string, string]>> = {
  like: ['LIKE', 'NOT LIKE'],
  ilike: ['ILIKE', 'NOT ILIKE'],
  regexp: ['~', '!~'],
  iregexp: ['~*', '!~*'],
};

const JSON_KINDS: Readonly<Record<JsonKind, string>> = { number: 'double precision', text: 'text', json: 'jsonb' };

/** The longest name that PostgreSQL keeps, in bytes. */
const NAME_LENGTH = 63;
/** Identifies our changes of the schema among advisory locks. */
const SCHEMA_LOCK = 1_819_242_352;

/** PostgreSQL, from version 13. */
export class PostgresqlDialect implements Dialect {
  readonly name = 'postgresql';
  readonly sections = ['postgresql'];
  readonly ignoresCase = false;

  /** @param defaultSchema the schema of tables whose definition names none. */
  constructor(readonly defaultSchema = 'public') {}

  quote(identifier: string): string {
    return quotePostgresql(identifier);
  }

  placeholder(position: number): string {
    return `$${position}`;
  }

  defaultName(identifier: string): string {
    return identifier.toLowerCase();
  }

  storedName(identifier: string): string {
    if (Buffer.byteLength(identifier) <= NAME_LENGTH) return identifier;
    let cut = identifier;
    while (Buffer.byteLength(cut) > NAME_LENGTH) cut = Array.from(cut).slice(0, -1).join('');
    return cut;
  }

  columnType(property: PropertyDefinition, dataType: string | undefined): ColumnType {
    return postgresqlType(property, dataType);
  }

  toParameter(value: unknown, column: Column): unknown {
    return postgresqlParameter(value, column);
  }

  /** Most columns are read by the driver already: see `postgresqlParsers`. */
  reader(column: Column): ColumnReader {
    return column.storage === 'json' ? parseJsonText : undefined;
  }

  selected(column: Column): string {
    return quotePostgresql(column.name);
  }

  equals(column: Column, parameter: string): string {
    switch (column.storage) {
      case 'json':
      case 'jsonb':
        return `${json(column, 'string')} = ${parameter}::jsonb`;
      case 'point':
        return `${quotePostgresql(column.name)} ~= ${parameter}::point`;
      default:
        return `${quotePostgresql(column.name)} = ${parameter}`;
    }
  }

  differs(column: Column, parameter: string): string {
    switch (column.storage) {
      case 'json':
      case 'jsonb':
        return `${json(column, 'string')} <> ${parameter}::jsonb`;
      case 'point':
        return `NOT (${quotePostgresql(column.name)} ~= ${parameter}::point)`;
      default:
        return `${quotePostgresql(column.name)} <> ${parameter}`;
    }
  }

  compares(column: Column, operator: '<' | '<=' | '>' | '>=', parameter: string): string {
    switch (column.storage) {
      case 'json':
      case 'jsonb':
        return `${json(column, 'string')} ${operator} ${parameter}::jsonb`;
      case 'point':
      case 'boolean':
        return `${this.text(column)} ${operator} ${parameter}::text`;
      case 'real':
        // LoopBack makes such columns INTEGER, which must be comparable with fractions.
        return `${quotePostgresql(column.name)} ${operator} ${parameter}::double precision`;
      default:
        return `${quotePostgresql(column.name)} ${operator} ${parameter}`;
    }
  }

  isIn(column: Column, parameter: string): string {
    switch (column.storage) {
      case 'json':
      case 'jsonb':
        return `${json(column, 'string')} = ANY(${parameter}::jsonb[])`;
      case 'point':
        return `${quotePostgresql(column.name)} ~= ANY(${parameter}::point[])`;
      default:
        return `${quotePostgresql(column.name)} = ANY(${parameter})`;
    }
  }

  isNotIn(column: Column, parameter: string): string {
    return `(${quotePostgresql(column.name)} IS NOT NULL AND NOT ${this.isIn(column, parameter)})`;
  }

  listParameter(values: readonly unknown[], _column: Column): unknown {
    return values.filter((value) => value !== null && value !== undefined);
  }

  matches(expression: string, match: TextMatch, parameter: string, negated: boolean): string {
    return `${expression} ${OPERATORS[match][negated ? 1 : 0]} ${parameter}`;
  }

  /** Whether a regular expression compiles shows when it is executed. */
  patternParameter(pattern: string, match: TextMatch): unknown {
    return match === 'like' || match === 'ilike' ? completeLike(pattern) : pattern;
  }

  text(column: Column): string {
    const name = quotePostgresql(column.name);
    switch (column.storage) {
      case 'text':
      case 'json':
        return column.sqlType === 'TEXT' ? name : `${name}::text`;
      case 'real':
        // The text of a float8 turns to exponents earlier than JSON does.
        return `to_jsonb(${name})::text`;
      case 'numeric':
        return `trim_scale(${name})::text`;
      case 'timestamp': {
        const utc = /^TIMESTAMPTZ|WITH TIME ZONE/.test(column.sqlType)
          ? `${name} AT TIME ZONE 'UTC'`
          : `${name}::timestamp`;
        return `to_char(${utc}, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
      }
      default:
        return `${name}::text`;
    }
  }

  jsonText(column: Column, pathParameter: string): string {
    return `(${json(column, 'null')} #>> ${pathParameter}::text[])`;
  }

  jsonNumber(column: Column, pathParameter: string): string {
    const value = `(${json(column, 'null')} #> ${pathParameter}::text[])`;
    return `(SELECT CASE WHEN jsonb_typeof(v) = 'number' THEN v::double precision END FROM (SELECT ${value} AS v OFFSET 0) p)`;
  }

  jsonValue(column: Column, pathParameter: string): string {
    return `NULLIF(${json(column, 'null')} #> ${pathParameter}::text[], 'null')`;
  }

  jsonIsIn(value: string, kind: JsonKind, parameter: string): string {
    return `${value} = ANY(${parameter}::${JSON_KINDS[kind]}[])`;
  }

  jsonPathParameter(path: readonly string[]): unknown {
    return path;
  }

  numberPlaceholder(placeholder: string): string {
    return `${placeholder}::double precision`;
  }

  textPlaceholder(placeholder: string): string {
    return `${placeholder}::text`;
  }

  jsonPlaceholder(placeholder: string): string {
    return `${placeholder}::jsonb`;
  }

  arcDistance(column: Column, latitudeParameter: string, longitudeParameter: string): string {
    const name = quotePostgresql(column.name);
    const latitude = `${latitudeParameter}::double precision`;
    const longitude = `${longitudeParameter}::double precision`;
    const halfChord = `pow(sind((${name}[1] - ${latitude}) / 2), 2) + cosd(${latitude}) * cosd(${name}[1]) * pow(sind((${name}[0] - ${longitude}) / 2), 2)`;
    return `(2 * asind(least(1, sqrt(${halfChord}))))`;
  }

  orderBy(expression: string, direction: 'ASC' | 'DESC'): string {
    return `${expression} ${direction}`;
  }

  limit(limitParameter: string | undefined, offsetParameter: string | undefined): string {
    const limit = limitParameter === undefined ? '' : `LIMIT ${limitParameter}`;
    if (offsetParameter === undefined) return limit;
    return limit === '' ? `OFFSET ${offsetParameter}` : `${limit} OFFSET ${offsetParameter}`;
  }

  upsert(table: Table, columns: readonly Column[], placeholders: readonly string[], returning: string): string {
    return insertOrUpdate(table, columns, placeholders, returning, quotePostgresql);
  }

  createSchema(schema: string): string {
    return `CREATE SCHEMA IF NOT EXISTS ${quotePostgresql(schema)}`;
  }

  createTable(table: Table): string[] {
    return createPostgresqlTable(table);
  }

  addColumn(table: Table, column: Column): string {
    return addPostgresqlColumn(table, column);
  }

  createIndex(table: Table, index: TableIndex): string {
    return createPostgresqlIndex(table, index);
  }

  dropTables(tables: readonly Table[]): string[] {
    return tables.length === 0 ? [] : [`DROP TABLE IF EXISTS ${tables.map((table) => table.sql).join(', ')}`];
  }

  catalogue(schemas: readonly string[], options = { foreignKeys: false }): Statement {
    return postgresqlCatalogue(schemas, options.foreignKeys ? `${FOREIGN_KEYS} AS "foreignKeys"` : undefined);
  }

  foreignKeys(row: CatalogueRow): readonly KnownForeignKey[] {
    return postgresqlForeignKeys(row);
  }

  readTable(_table: Table): undefined {
    return undefined;
  }

  changeForeignKeys(table: Table, change: ForeignKeyChange): string[] {
    return [changePostgresqlForeignKeys(table, change)];
  }

  violations(_tables: readonly Table[]): undefined {
    return undefined;
  }

  references(tables: readonly Table[]): Statement {
    return postgresqlReferences(tables);
  }

  lockSchema(): Statement {
    return { sql: 'SELECT pg_advisory_xact_lock($1)', parameters: [SCHEMA_LOCK] };
  }

  lockName(name: string): Statement {
    return { sql: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', parameters: [name] };
  }

  rowLock(kind: 'update' | 'share'): string {
    return kind === 'update' ? ' FOR UPDATE' : ' FOR SHARE';
  }

  shareName(name: string): Statement {
    return { sql: 'SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 0))', parameters: [name] };
  }

  failure(error: unknown): DatabaseFailure | undefined {
    return postgresqlFailure(error);
  }

  advice(error: unknown, table: Table): string | undefined {
    return postgresqlAdvice(error, table);
  }
}

function json(column: Column, noJson: 'null' | 'string'): string {
  const name = quotePostgresql(column.name);
  if (column.storage === 'jsonb') return column.sqlType === 'JSONB' ? name : `${name}::jsonb`;
  return textAsJson(column.sqlType === 'TEXT' ? name : `${name}::text`, noJson);
}
