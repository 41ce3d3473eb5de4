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
import { completeLike, globOf } from './like-pattern.js';
import { SafePatterns } from './safe-pattern.js';
import { sqliteFailure } from './sqlite-failure.js';
import {
  readSqliteTable,
  rebuildSqliteTable,
  sqliteForeignKey,
  sqliteForeignKeys,
  sqliteViolations,
} from './sqlite-foreign-keys.js';
import {
  addSqliteColumn,
  createSqliteIndex,
  createSqliteTable,
  quoteSqlite,
  sqliteCatalogue,
} from './sqlite-schema.js';
import { sqliteType } from './sqlite-types.js';
import { sqliteListItem, sqliteParameter, sqliteReader } from './sqlite-values.js';

/** SQLite, with the functions that its executor registers (`sqliteFunctions`). */
export class SqliteDialect implements Dialect {
  readonly name = 'sqlite';
  readonly defaultSchema = undefined;
  readonly ignoresCase = true;
  readonly #patterns = new SafePatterns();

  constructor(readonly sections: readonly string[] = ['sqlite3', 'sqlite', 'postgresql']) {}

  quote(identifier: string): string {
    return quoteSqlite(identifier);
  }

  placeholder(_position: number): string {
    return '?';
  }

  defaultName(identifier: string): string {
    return identifier.toLowerCase();
  }

  storedName(identifier: string): string {
    return identifier;
  }

  columnType(property: PropertyDefinition, dataType: string | undefined): ColumnType {
    return sqliteType(property, dataType);
  }

  toParameter(value: unknown, column: Column): unknown {
    return sqliteParameter(value, column);
  }

  reader(column: Column): ColumnReader {
    return sqliteReader(column);
  }

  selected(column: Column): string {
    const name = quoteSqlite(column.name);
    if (column.storage !== 'bigint') return name;
    // The driver would round what is no safe integer.
    return `CASE WHEN ${name} BETWEEN ${Number.MIN_SAFE_INTEGER} AND ${Number.MAX_SAFE_INTEGER} THEN ${name} ELSE CAST(${name} AS TEXT) END`;
  }

  equals(column: Column, parameter: string): string {
    return isComparedAsJson(column)
      ? `loopnest_json(${quoteSqlite(column.name)}) = loopnest_json(${parameter})`
      : `${quoteSqlite(column.name)} = ${parameter}`;
  }

  differs(column: Column, parameter: string): string {
    return isComparedAsJson(column)
      ? `loopnest_json(${quoteSqlite(column.name)}) <> loopnest_json(${parameter})`
      : `${quoteSqlite(column.name)} <> ${parameter}`;
  }

  compares(column: Column, operator: '<' | '<=' | '>' | '>=', parameter: string): string {
    switch (column.storage) {
      case 'json':
      case 'jsonb':
        return `loopnest_json_compare(${quoteSqlite(column.name)}, ${parameter}) ${operator} 0`;
      case 'point':
        return `${this.text(column)} ${operator} ${parameter}`;
      default:
        return `${quoteSqlite(column.name)} ${operator} ${parameter}`;
    }
  }

  isIn(column: Column, parameter: string): string {
    const name = quoteSqlite(column.name);
    if (isComparedAsJson(column)) {
      return `loopnest_json(${name}) IN (SELECT loopnest_json(value) FROM json_each(${parameter}))`;
    }
    const isListed = (compared: string) => `${compared} IN (SELECT value FROM json_each(${parameter}))`;
    // JSON has no bytes; hex() of a missing value is an empty text.
    return column.storage === 'bytes' ? `(${name} IS NOT NULL AND ${isListed(`hex(${name})`)})` : isListed(name);
  }

  isNotIn(column: Column, parameter: string): string {
    return `(${quoteSqlite(column.name)} IS NOT NULL AND NOT ${this.isIn(column, parameter)})`;
  }

  listParameter(values: readonly unknown[], _column: Column): unknown {
    const items = values.filter((value) => value !== null && value !== undefined);
    return JSON.stringify(items.map(sqliteListItem));
  }

  matches(expression: string, match: TextMatch, parameter: string, negated: boolean): string {
    switch (match) {
      case 'like':
        return `${expression} ${negated ? 'NOT GLOB' : 'GLOB'} ${parameter}`;
      case 'ilike':
        return `loopnest_lower(${expression}) ${negated ? 'NOT GLOB' : 'GLOB'} ${parameter}`;
      case 'regexp':
      case 'iregexp':
        return `${negated ? 'NOT ' : ''}loopnest_${match}(${expression}, ${parameter})`;
    }
  }

  patternParameter(pattern: string, match: TextMatch): unknown {
    switch (match) {
      case 'like':
        return globOf(completeLike(pattern));
      case 'ilike':
        return globOf(completeLike(pattern).toLowerCase());
      case 'regexp':
      case 'iregexp':
        this.#patterns.matcher(pattern, { ignoreCase: match === 'iregexp' });
        return pattern;
    }
  }

  text(column: Column): string {
    const name = quoteSqlite(column.name);
    switch (column.storage) {
      case 'text':
      case 'json':
      case 'jsonb':
      case 'uuid':
        return name;
      case 'real':
      case 'numeric':
        return `loopnest_number_text(${name})`;
      case 'boolean':
        return `CASE ${name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END`;
      case 'timestamp':
        return `loopnest_date_text(${name})`;
      case 'point':
        return `loopnest_point_text(${name})`;
      case 'bytes':
        return `CASE WHEN ${name} IS NOT NULL THEN '\\x' || lower(hex(${name})) END`;
      case 'integer':
      case 'bigint':
      case 'other':
        return `CAST(${name} AS TEXT)`;
    }
  }

  jsonText(column: Column, pathParameter: string): string {
    return `loopnest_json_text(${quoteSqlite(column.name)}, ${pathParameter})`;
  }

  jsonNumber(column: Column, pathParameter: string): string {
    return `loopnest_json_number(${quoteSqlite(column.name)}, ${pathParameter})`;
  }

  jsonValue(column: Column, pathParameter: string): string {
    return `loopnest_json_value(${quoteSqlite(column.name)}, ${pathParameter})`;
  }

  jsonIsIn(value: string, kind: JsonKind, parameter: string): string {
    return `${value} IN (SELECT ${kind === 'json' ? 'loopnest_json(value)' : 'value'} FROM json_each(${parameter}))`;
  }

  jsonPathParameter(path: readonly string[]): unknown {
    return JSON.stringify(path);
  }

  numberPlaceholder(placeholder: string): string {
    return placeholder;
  }

  textPlaceholder(placeholder: string): string {
    return placeholder;
  }

  jsonPlaceholder(placeholder: string): string {
    return `loopnest_json(${placeholder})`;
  }

  arcDistance(column: Column, latitudeParameter: string, longitudeParameter: string): string {
    return `loopnest_arc(${quoteSqlite(column.name)}, ${latitudeParameter}, ${longitudeParameter})`;
  }

  orderBy(expression: string, direction: 'ASC' | 'DESC'): string {
    return `${expression} ${direction} NULLS ${direction === 'ASC' ? 'LAST' : 'FIRST'}`;
  }

  limit(limitParameter: string | undefined, offsetParameter: string | undefined): string {
    const limit = limitParameter === undefined ? 'LIMIT -1' : `LIMIT ${limitParameter}`;
    return offsetParameter === undefined ? limit : `${limit} OFFSET ${offsetParameter}`;
  }

  upsert(table: Table, columns: readonly Column[], placeholders: readonly string[], returning: string): string {
    return insertOrUpdate(table, columns, placeholders, returning, quoteSqlite);
  }

  createSchema(_schema: string): undefined {
    return undefined;
  }

  createTable(table: Table): string[] {
    return createSqliteTable(table, table.foreignKeys.map(sqliteForeignKey));
  }

  addColumn(table: Table, column: Column): string {
    return addSqliteColumn(table, column);
  }

  createIndex(table: Table, index: TableIndex): string {
    return createSqliteIndex(table, index);
  }

  dropTables(tables: readonly Table[]): string[] {
    return tables.map((table) => `DROP TABLE IF EXISTS ${table.sql}`);
  }

  catalogue(_schemas: readonly string[], options = { foreignKeys: false }): Statement {
    return sqliteCatalogue(options);
  }

  foreignKeys(row: CatalogueRow): readonly KnownForeignKey[] {
    return sqliteForeignKeys(row);
  }

  readTable(table: Table): Statement {
    return readSqliteTable(table);
  }

  changeForeignKeys(
    table: Table,
    change: ForeignKeyChange,
    read: readonly Readonly<Record<string, unknown>>[],
  ): string[] {
    return rebuildSqliteTable(table, change, read);
  }

  violations(tables: readonly Table[]): Statement {
    return sqliteViolations(tables);
  }

  /** Where tables are dropped constraints are not enforced. */
  references(_tables: readonly Table[]): undefined {
    return undefined;
  }

  /** A transaction that writes keeps others from writing. */
  lockSchema(): undefined {
    return undefined;
  }

  lockName(): undefined {
    return undefined;
  }

  rowLock(): string {
    return '';
  }

  shareName(): undefined {
    return undefined;
  }

  failure(error: unknown): DatabaseFailure | undefined {
    return sqliteFailure(error);
  }
}

function isComparedAsJson({ storage }: Column): boolean {
  return storage === 'json' || storage === 'jsonb' || storage === 'point';
}
