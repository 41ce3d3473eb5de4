import type { ReferentialAction } from '../definition/foreign-key-definition.js';

/** A constraint in the database, of a model's table: the values of a column are values of a column of another one. */
export interface ForeignKey {
  readonly name: string;
  /** Name of the property. */
  readonly property: string;
  /** Name of the column. */
  readonly column: string;
  readonly target: ForeignKeyTarget;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

/** What a constraint refers to. */
export interface ForeignKeyTarget {
  readonly model: string;
  readonly table: string;
  readonly schema: string | undefined;
  /** Quoted name of the table, ready for SQL. */
  readonly sql: string;
  readonly property: string;
  readonly column: string;
  /** Names of the columns that the table's primary key is made of. */
  readonly primaryKey: readonly string[];
}

/** A constraint as it is found in a database, whoever made it. */
export interface KnownForeignKey {
  /** `undefined` for one without a name. */
  readonly name: string | undefined;
  readonly columns: readonly string[];
  readonly schema: string | undefined;
  readonly table: string;
  /** `undefined` where the primary key is meant. */
  readonly targetColumns: readonly string[] | undefined;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
}

/** What is to become of the constraints of one table. */
export interface ForeignKeyChange {
  readonly added: readonly ForeignKey[];
  /** Names of those that are there and are made anew. */
  readonly removed: readonly string[];
}
