import type { Column, Table } from '../datasource/column.js';
import type { Dialect } from '../datasource/dialect.js';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';

/** A property that a query may name: its definition and its column. */
export interface QueryProperty {
  readonly definition: PropertyDefinition;
  readonly column: Column;
}

/** What the query language knows of a model. Made once per model and version of its definition. */
export interface QueryModel {
  readonly name: string;
  readonly table: Table;
  readonly dialect: Dialect;
  readonly properties: ReadonlyMap<string, QueryProperty>;
  readonly idNames: readonly string[];
  readonly hidden: ReadonlySet<string>;
  /** The declared properties of a type that is named by a property (`"type": "Address"`); `undefined` where there is no such model. */
  nestedProperties(type: PropertyType): readonly PropertyDefinition[] | undefined;
  /** The hidden properties of such a type. */
  nestedHidden(type: PropertyType): ReadonlySet<string> | undefined;
}

/** How a query is read: who asks, and what is refused. */
export interface QueryRules {
  /** Hidden properties cannot be asked for (`prohibitHiddenPropertiesInQuery`). */
  readonly prohibitHidden: boolean;
  /** Whoever asks for them all the same is refused, also when reading (`refuseHiddenPropertiesInQuery`). */
  readonly refusesHidden: boolean;
  /** Properties that do not exist, and hidden ones where prohibited: left out when reading, refused when changing. */
  readonly unknownProperties: 'ignore' | 'refuse';
  /** Is told of each property that is left out. */
  readonly ignored?: ((property: string) => void) | undefined;
  readonly maxDepth: number;
  readonly maxConditions: number;
  readonly maxListLength: number;
  readonly maxPatterns: number;
}
