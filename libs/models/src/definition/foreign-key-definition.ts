/** What the database does to rows whose target is deleted, or whose target's key changes. */
export type ReferentialAction = 'NO ACTION' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT' | 'RESTRICT';

/** Where something was written, for error texts. */
export interface DefinitionPlace {
  readonly file: string;
  /** JSON pointer into the file. */
  readonly pointer: string;
}

/** A constraint that a definition asks for (`foreignKeys`): a property's values are values of a property of another model. */
export interface ForeignKeyDefinition {
  /** The key under which it was written: what an heir replaces it by. */
  readonly key: string;
  readonly name: string;
  /** Name of the model that is referred to. */
  readonly entity: string;
  /** Property or column of that model; `undefined` for its id. */
  readonly entityKey: string | undefined;
  /** Property or column of the model itself. */
  readonly foreignKey: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly place: DefinitionPlace;
}
