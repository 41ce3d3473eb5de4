import type { PropertyDefinition } from '../definition/property-definition.js';
import type { Column, Table } from './column.js';
import type { Statement } from './executor.js';
import type { ForeignKeyChange, KnownForeignKey } from './foreign-key.js';

/** How a text is matched: `like` by case, `ilike` not, `regexp` with or without regard to case. */
export type TextMatch = 'like' | 'ilike' | 'regexp' | 'iregexp';

/** As what a value at a path into JSON is compared. */
export type JsonKind = 'number' | 'text' | 'json';

/** A reader turns what the driver returns into what JSON shows; `undefined` where the driver's value is that already. */
export type ColumnReader = ((value: unknown) => unknown) | undefined;

/** What went wrong in the database, told without a word of the driver's. */
export type DatabaseFailure =
  | { readonly kind: 'unique'; readonly columns: readonly string[]; readonly constraint: string | undefined }
  | { readonly kind: 'notNull'; readonly column: string | undefined }
  | {
      readonly kind: 'foreignKey';
      readonly column: string | undefined;
      /** The constraint, and the table that has it, where the driver tells. */
      readonly constraint?: string | undefined;
      readonly table?: string | undefined;
      readonly schema?: string | undefined;
    }
  | { readonly kind: 'tooLong'; readonly column: string | undefined }
  /** A value that does not fit its column, or the operation. */
  | { readonly kind: 'invalidValue'; readonly column: string | undefined }
  | { readonly kind: 'invalidRegexp' }
  /** The time limit of a statement was reached. */
  | { readonly kind: 'timeout' }
  | { readonly kind: 'missingTable' }
  | { readonly kind: 'missingColumn' }
  /** The database cannot be reached, or has gone away. */
  | { readonly kind: 'connection' };

/** What a dialect says about the column of a property. */
export type ColumnType = Pick<Column, 'sqlType' | 'storage' | 'generated'>;

/** One row of {@link Dialect.catalogue}: a table (or view), or a schema without one (`table` is NULL). */
export interface CatalogueRow {
  readonly schema: string | null;
  readonly table: string | null;
  /** JSON text: names of the columns. */
  readonly columns: string | null;
  /** JSON text: `[{ "name", "unique", "columns": ["a", …] }]`, an expression in an index is `null`. */
  readonly indexes: string | null;
  /** Constraints, where they were asked for, in a form of the dialect's own: see {@link Dialect.foreignKeys}. */
  readonly foreignKeys?: string | null;
}

/**
 * Everything in which databases differ, one object per connector. Methods that return SQL take quoted column expressions
 * and placeholders that {@link placeholder} made; no value of a caller is ever part of the text. All comparisons answer as
 * PostgreSQL does: a NULL operand matches nothing.
 */
export interface Dialect {
  readonly name: string;
  quote(identifier: string): string;
  /** The placeholder of the parameter at this position, from 1. Parameters are used once each, in order. */
  placeholder(position: number): string;

  // --- definition → table ---
  /**
   * Keys under which a definition names table and columns (`postgresql`); the first that is there counts, as a whole.
   */
  readonly sections: readonly string[];
  /** Schema of the tables; `undefined` where the database has none. */
  readonly defaultSchema: string | undefined;
  /** The name of a table or column for one that the definition does not name otherwise: in lower case, or as it is. */
  defaultName(identifier: string): string;
  /** Whether names that differ in case only are the same. */
  readonly ignoresCase: boolean;
  /** A name as the database keeps it: cut off where it is too long. */
  storedName(identifier: string): string;
  /** The column type of a property; `dataType` is the one that the definition asks for, in capitals, with its length. */
  columnType(property: PropertyDefinition, dataType: string | undefined): ColumnType;

  // --- values ---
  /** Makes a coerced value of a property (Date, Buffer, GeoPoint, object …) a parameter of the driver. `null` stays. */
  toParameter(value: unknown, column: Column): unknown;
  /** Reads a column for JSON: dates as ISO 8601 text, numbers, booleans, parsed JSON, `{ lat, lng }`, Buffers. */
  reader(column: Column): ColumnReader;
  /** Expression of a column in a SELECT list or RETURNING (`"place"`), without an alias: the caller names it. */
  selected(column: Column): string;

  // --- conditions ---
  /** `column = parameter`, for the column's storage (points, JSON values compared whatever the order of keys …). */
  equals(column: Column, parameter: string): string;
  /** The same negated; rows without a value do not match. */
  differs(column: Column, parameter: string): string;
  /** `column < parameter` and the like. */
  compares(column: Column, operator: '<' | '<=' | '>' | '>=', parameter: string): string;
  /** One of a list: the list is a single parameter, made by {@link listParameter}, so that the text does not depend on its length. */
  isIn(column: Column, parameter: string): string;
  isNotIn(column: Column, parameter: string): string;
  /** Values are parameters as {@link toParameter} made them. */
  listParameter(values: readonly unknown[], column: Column): unknown;
  /** The column's text matches the pattern. `like` patterns escape by backslash. Negated: rows without a value do not match. */
  matches(expression: string, match: TextMatch, parameter: string, negated: boolean): string;
  /** A pattern as a parameter of {@link matches}. Throws a 400 `Invalid regular expression: …` for one it can tell beforehand. */
  patternParameter(pattern: string, match: TextMatch): unknown;
  /** The text of a column, whatever it holds: digits of numbers as JSON shows them, dates as ISO 8601, `true`, JSON text. */
  text(column: Column): string;

  // --- paths into JSON ---
  /** Value at a path as text (strings without quotes, numbers, `true`), NULL where there is none. */
  jsonText(column: Column, pathParameter: string): string;
  /** Value at a path where it is a number, else NULL. */
  jsonNumber(column: Column, pathParameter: string): string;
  /** Value at a path as JSON, to be compared with a {@link jsonPlaceholder} whatever the order of keys; NULL where there is none. */
  jsonValue(column: Column, pathParameter: string): string;
  /** Whether a value at a path, as the methods above give it, is in a {@link listParameter}; JSON as text in there. */
  jsonIsIn(value: string, kind: JsonKind, parameter: string): string;
  jsonPathParameter(path: readonly string[]): unknown;
  /** A placeholder that is read as a number, a text, or JSON text, where the database has to be told (`$1::float8`). */
  numberPlaceholder(placeholder: string): string;
  textPlaceholder(placeholder: string): string;
  jsonPlaceholder(placeholder: string): string;

  // --- GeoPoint ---
  /** Distance in degrees of arc on a sphere between the column's point and one given by two parameters. */
  arcDistance(column: Column, latitudeParameter: string, longitudeParameter: string): string;

  // --- statements ---
  /** `ORDER BY` item: ascending without a value last, descending first. */
  orderBy(expression: string, direction: 'ASC' | 'DESC'): string;
  /** `LIMIT … OFFSET …` with placeholders; either may be missing. */
  limit(limitParameter: string | undefined, offsetParameter: string | undefined): string;
  /** `INSERT … ON CONFLICT …` with RETURNING of the same columns: the form of an upsert by primary key. */
  upsert(table: Table, columns: readonly Column[], placeholders: readonly string[], returning: string): string;

  // --- schema ---
  createSchema(schema: string): string | undefined;
  /** The statements that create a table and its indexes; constraints only where they cannot be added later. */
  createTable(table: Table): string[];
  addColumn(table: Table, column: Column): string;
  createIndex(table: Table, index: Table['indexes'][number]): string;
  /** The statements that drop these tables, in a transaction that does so ({@link BeginOptions.rebuildsTables}). */
  dropTables(tables: readonly Table[]): string[];
  /** Reads which tables there are; the rows are {@link CatalogueRow}s, with the constraints where these are asked for. */
  catalogue(schemas: readonly string[], options?: { readonly foreignKeys: boolean }): Statement;
  /** The constraints in a row of the catalogue. */
  foreignKeys(row: CatalogueRow): readonly KnownForeignKey[];
  /** Reads what {@link changeForeignKeys} has to know of a table; `undefined` where that is nothing. */
  readTable(table: Table): Statement | undefined;
  /** The statements that add constraints to a table and take others away; `read` are the rows of {@link readTable}. */
  changeForeignKeys(
    table: Table,
    change: ForeignKeyChange,
    read: readonly Readonly<Record<string, unknown>>[],
  ): readonly string[];
  /**
   * Finds which constraints of these tables, or of those that refer to them, rows violate (`table`, `column`, `target`);
   * `undefined` where the database looks at them itself when constraints are made.
   */
  violations(tables: readonly Table[]): Statement | undefined;
  /**
   * Reads which constraints of other tables keep these from being dropped: rows of the statements that `drop` and `add` one,
   * its `table` and its `target`; `undefined` where none does.
   */
  references(tables: readonly Table[]): Statement | undefined;
  /** Makes other processes wait that change the schema, until the end of the transaction. */
  lockSchema(): Statement | undefined;

  // --- locks ---
  /**
   * Makes others wait that lock the same name, until the end of the transaction; `undefined` where no two statements that
   * write run at the same time anyway.
   */
  lockName(name: string): Statement | undefined;
  /** The same with others that share the name, so that only those wait that lock it by themselves. */
  shareName(name: string): Statement | undefined;
  /**
   * The end of a SELECT whose rows nobody else changes until the end of the transaction, nor locks unless it is shared; empty
   * where nobody could.
   */
  rowLock(kind: 'update' | 'share'): string;

  /** What a driver's error means; `undefined` for one that is nobody's fault but the server's. */
  failure(error: unknown): DatabaseFailure | undefined;
  /** What somebody can do about an error of a change of a table, where the error does not say it. */
  advice?(error: unknown, table: Table): string | undefined;
}
