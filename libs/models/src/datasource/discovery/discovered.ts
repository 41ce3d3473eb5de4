/** What discovery tells of the database: LoopBack's names for it. */

export interface DiscoveredTable {
  readonly type: 'table' | 'view';
  readonly name: string;
  /** The schema; `main` in SQLite. */
  readonly owner: string;
}

export interface DiscoveredColumn {
  readonly owner: string;
  readonly tableName: string;
  readonly columnName: string;
  /** The type as the database calls it, without a length. */
  readonly dataType: string;
  readonly dataLength: number | null;
  readonly dataPrecision: number | null;
  readonly dataScale: number | null;
  readonly nullable: 'YES' | 'NO';
  /** Type of the property. */
  readonly type: string;
  /** Whether the database makes the value where none is given. */
  readonly generated: boolean;
}

export interface DiscoveredPrimaryKey {
  readonly owner: string;
  readonly tableName: string;
  readonly columnName: string;
  /** Place in the key, from 1. */
  readonly keySeq: number;
  readonly pkName: string;
}

export interface DiscoveredForeignKey {
  readonly fkOwner: string;
  readonly fkName: string;
  readonly fkTableName: string;
  readonly fkColumnName: string;
  readonly keySeq: number;
  readonly pkOwner: string;
  readonly pkName: string | null;
  readonly pkTableName: string;
  readonly pkColumnName: string;
}

/** What is looked for. */
export interface DiscoveryOptions {
  /** Schema; that of the connection where nothing is said. `owner` is the same. */
  readonly schema?: string;
  readonly owner?: string;
  /** Tables of all schemas. */
  readonly all?: boolean;
  /** Views as well. */
  readonly views?: boolean;
  readonly limit?: number;
  readonly offset?: number;
  /** Follow foreign keys; `associations` is the same. */
  readonly relations?: boolean;
  readonly associations?: boolean;
  /** Gives names to models, properties and relations; `null` for those of the database. */
  readonly nameMapper?: ((type: NameKind, name: string) => string) | null;
  readonly disableCamelCase?: boolean;
}

/** What a name in the database is one of. */
export type NameKind = 'table' | 'model' | 'column' | 'fk';

/** A definition that was discovered. */
export interface DiscoveredSchema {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly properties: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A table of a schema. */
export interface TableName {
  readonly owner: string;
  readonly table: string;
}

/** How one kind of database is asked. */
export interface Discovery {
  readonly defaultOwner: string;
  tables(owner: string | undefined, options: DiscoveryOptions): Promise<readonly DiscoveredTable[]>;
  columns(name: TableName): Promise<readonly DiscoveredColumn[]>;
  primaryKeys(name: TableName): Promise<readonly DiscoveredPrimaryKey[]>;
  foreignKeys(name: TableName): Promise<readonly DiscoveredForeignKey[]>;
  /** Foreign keys of others that point to the table. */
  exportedForeignKeys(name: TableName): Promise<readonly DiscoveredForeignKey[]>;
}

/** Runs a statement of discovery. */
export type Ask = <Row>(sql: string, parameters: readonly unknown[]) => Promise<readonly Row[]>;
