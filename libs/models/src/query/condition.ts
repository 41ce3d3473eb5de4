import type { QueryProperty } from './query-model.js';
import type { Column, Table } from '../datasource/column.js';
import type { TextMatch } from '../datasource/dialect.js';

/** What a condition is about: a property's column, or a path into a JSON value of one. */
export interface Operand {
  readonly property: QueryProperty;
  /** Keys below the property; empty for the property itself. */
  readonly path: readonly string[];
}

export type Comparison = '<' | '<=' | '>' | '>=';

/** A column of the rows of a model that hold a condition. */
export interface Rows {
  readonly table: Table;
  readonly column: Column;
  readonly where: Condition | undefined;
}

/** A point and bounds, in degrees of arc. */
export interface NearCondition {
  readonly kind: 'near';
  readonly operand: Operand;
  readonly latitude: number;
  readonly longitude: number;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
}

/** A checked where: known properties and operators only, values coerced to the type of the property. */
export type Condition =
  | { readonly kind: 'and' | 'or' | 'nor'; readonly clauses: readonly Condition[] }
  | { readonly kind: 'equals' | 'differs'; readonly operand: Operand; readonly value: unknown }
  | { readonly kind: 'compares'; readonly operand: Operand; readonly operator: Comparison; readonly value: unknown }
  | { readonly kind: 'isNull' | 'hasValue'; readonly operand: Operand }
  | { readonly kind: 'in' | 'notIn'; readonly operand: Operand; readonly values: readonly unknown[] }
  | { readonly kind: 'inRows'; readonly operand: Operand; readonly rows: Rows }
  | {
      readonly kind: 'matches';
      readonly operand: Operand;
      readonly match: TextMatch;
      readonly pattern: string;
      readonly negated: boolean;
    }
  | NearCondition
  /** No row. */
  | { readonly kind: 'nothing' };

export const NOTHING: Condition = { kind: 'nothing' };
