/** The built-in property types, in lower case as they are looked up (LoopBack's names are case insensitive). */
export type ScalarTypeName =
  'string' | 'text' | 'number' | 'boolean' | 'date' | 'datestring' | 'object' | 'json' | 'any' | 'geopoint' | 'buffer';

/** The type of a property, resolved from any of the spellings of a definition. */
export type PropertyType =
  | { readonly kind: 'scalar'; readonly name: ScalarTypeName }
  | { readonly kind: 'array'; readonly items: PropertyType }
  /** A type written in place: `{ "width": "number" }`. */
  | { readonly kind: 'inline'; readonly properties: readonly PropertyDefinition[] }
  /** Another model by its name, looked up in the registry when a value is coerced. */
  | { readonly kind: 'model'; readonly model: string };

/** One property of a model, with every default of the definition filled in. */
export interface PropertyDefinition {
  readonly name: string;
  readonly type: PropertyType;
  /** `true`, or the options of the presence check (`{ "message": "…" }`). */
  readonly required: boolean | Readonly<Record<string, unknown>>;
  /** Place in the id, from 1; 0 where the property is no part of it. */
  readonly id: number;
  /** Whether the database makes the value (ids only). */
  readonly generated: boolean;
  /** The default value, coerced when it is applied; `undefined` for none. `"$now"` on a date is the current time. */
  readonly default: unknown;
  /** Name of the function that makes the default: `guid`, `uuid`, `uuidv4`, `shortid`, `now`; others are no default. */
  readonly defaultFn: string | undefined;
  readonly index: boolean | Readonly<Record<string, unknown>>;
  readonly readOnly: boolean;
  readonly applyDefaultOnWrites: boolean;
  readonly persistDefaultValues: boolean;
  /** The property as it was written: column mappings (`postgresql: { columnName }`), `length`, documentation. */
  readonly raw: Readonly<Record<string, unknown>>;
}
