import type { DistanceUnit } from './geo-point.js';
import type { Restriction } from './restriction.js';
import type { Subquery } from './subquery.js';

/** Operators of a condition on a property of type `V`. */
export interface Operators<V> {
  eq?: V | null;
  neq?: V | null;
  gt?: V;
  gte?: V;
  lt?: V;
  lte?: V;
  between?: readonly [V, V];
  inq?: readonly (V | null)[] | Subquery;
  nin?: readonly (V | null)[];
  like?: string;
  nlike?: string;
  ilike?: string;
  nilike?: string;
  regexp?: string | RegExp;
  near?: { lat: number; lng: number } | readonly [number, number] | string;
  maxDistance?: number;
  minDistance?: number;
  unit?: DistanceUnit;
}

/** What may stand at a property of type `V`: a value to equal, `null` for none, a pattern, or operators. */
export type Clause<V> =
  V | null | (V extends string ? RegExp : never) | Operators<V extends Date ? Date | string | number : V>;

/** The properties of a model's data: relations and other functions are none of them. */
export type DataKey<T extends object> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends (...parameters: never[]) => unknown ? never : K;
}[keyof T & string];

/** Conditions on the data of a model; all of them hold. Keys with a dot are paths into objects. */
export type Where<T extends object = Record<string, unknown>> = {
  [K in DataKey<T>]?: Clause<NonNullable<T[K]>>;
} & {
  and?: readonly (Where<T> | Restriction)[];
  or?: readonly Where<T>[];
  nor?: readonly Where<T>[];
} & { [path: `${string}.${string}`]: unknown };

type Names<T extends object> = DataKey<T>;
type OrderKey<T extends object> = Names<T> | `${Names<T>} ${'ASC' | 'DESC' | 'asc' | 'desc'}` | `${string}.${string}`;

/** Relations to load beside: by name, with what they include in turn, or with a filter of their own. */
export type Include =
  | string
  | IncludeScope
  | { readonly [relation: string]: Include | boolean }
  | readonly (string | IncludeScope | { readonly [relation: string]: Include | boolean })[];

/** One relation of an include, with a filter: `limit` and `skip` count for each instance. */
export interface IncludeScope {
  readonly relation: string;
  readonly scope?: Filter;
}

/** Which instances of a model, in which order, and what of them. */
export interface Filter<T extends object = Record<string, unknown>> {
  where?: Where<T>;
  order?: OrderKey<T> | readonly OrderKey<T>[];
  limit?: number;
  skip?: number;
  offset?: number;
  fields?: readonly Names<T>[] | Names<T> | { [K in Names<T>]?: boolean };
  include?: Include;
}
