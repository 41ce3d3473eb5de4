import type { ForeignKey } from './foreign-key.js';

/**
 * What a column holds, as far as writing, reading and comparing values is concerned. `json` is JSON text in a text column,
 * `jsonb` a column of a JSON type, `other` a type that we do not know (values pass as they are).
 */
export type ColumnStorage =
  | 'text'
  | 'integer'
  | 'bigint'
  | 'real'
  | 'numeric'
  | 'boolean'
  | 'timestamp'
  | 'json'
  | 'jsonb'
  | 'point'
  | 'bytes'
  | 'uuid'
  | 'other';

/** One column of a model's table. */
export interface Column {
  /** Name of the property. */
  readonly property: string;
  /** Name in the database, not quoted. */
  readonly name: string;
  /** SQL type as it stands in a CREATE TABLE, without constraints: `TEXT`, `VARCHAR(40)`, `DOUBLE PRECISION`. */
  readonly sqlType: string;
  readonly storage: ColumnStorage;
  readonly nullable: boolean;
  /** Place in the primary key, from 1; 0 for none. */
  readonly primary: number;
  /** How the database makes the value, if it does: a serial number, or a UUID. */
  readonly generated: 'serial' | 'uuid' | false;
  /** Longest text that fits (`dataLength` beside a `dataType`, or `length`); SQLite does not look at it itself. */
  readonly maxLength: number | undefined;
  /** SQL literal of the column's default; `undefined` for none. */
  readonly defaultSql: string | undefined;
}

/** An index of a model's table. */
export interface TableIndex {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly { readonly name: string; readonly descending: boolean }[];
}

/** A model's table: the relational side of a {@link ModelDefinition}. */
export interface Table {
  readonly model: string;
  readonly name: string;
  /** Schema where the database has such; `undefined` for the connection's default. */
  readonly schema: string | undefined;
  /** Quoted name, with the schema, ready for SQL. */
  readonly sql: string;
  /** In the order of the model's properties. */
  readonly columns: readonly Column[];
  readonly indexes: readonly TableIndex[];
  /** The constraints that the definition asks for. */
  readonly foreignKeys: readonly ForeignKey[];
}
