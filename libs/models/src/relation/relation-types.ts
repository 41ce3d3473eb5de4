import type { Callback } from '../model/callback.js';
import type { ModelData, ModelInstance } from '../model/model-class.js';
import type { NodeCall } from '../model/node-call.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { Filter, Where } from '../query/filter.js';

type Options = OperationOptions | undefined;
type Some<T extends object> = ModelInstance<T>[];
type One<T extends object> = ModelInstance<T>;
type Reading<T extends object, Result> = NodeCall<[], [filter: Filter<T> | undefined, options: Options], Result>;
type ByKey<Result> = NodeCall<[key: unknown], [options: Options], Result>;
type Writing<T extends object, Result> = NodeCall<[], [data: ModelData<T> | undefined, options: Options], Result>;
type Creating<T extends object> = NodeCall<[data: readonly ModelData<T>[]], [options: Options], Some<T>> &
  Writing<T, One<T>>;
type Counting<T extends object> = NodeCall<[], [where: Where<T> | undefined, options: Options], number>;
type Destroying<T extends object> = NodeCall<[], [where: Where<T> | undefined, options: Options], { count: number }>;

/** A list as it is called: what is loaded already; with a callback or a filter it is loaded, with `true` past what is. */
interface ListCall<T extends object> {
  (callback: Callback<Some<T>>): void;
  (filter: Filter<T> | boolean, callback: Callback<Some<T>>): void;
  (filter: Filter<T> | undefined, options: OperationOptions | boolean, callback: Callback<Some<T>>): void;
  (filter: Filter<T> | true, options?: OperationOptions | boolean): Promise<Some<T>>;
  (): Some<T> | undefined;
}

/** What a list of instances and a named scope have in common. */
interface ListFunctions<T extends object> {
  find: Reading<T, Some<T>>;
  getAsync: Reading<T, Some<T>>;
  findOne: Reading<T, One<T> | null>;
  count: Counting<T>;
  destroyAll: Destroying<T>;
  build(data?: ModelData<T>): One<T>;
  create: Creating<T>;
}

/**
 * The relation `hasMany` on an instance, for the type of a model's data: a function with functions.
 *
 * @example
 * interface Customer { id: number; name: string; orders: HasMany<Order> }
 * const open = await customer.orders.find({ where: { isOpen: true } });
 */
export interface HasMany<T extends object> extends ListCall<T>, ListFunctions<T> {
  findById: ByKey<One<T>>;
  exists: ByKey<boolean>;
  updateById: NodeCall<[key: unknown, data: ModelData<T>], [options: Options], One<T>>;
  destroy: ByKey<void>;
}

/** The relations `hasMany` through and `hasAndBelongsToMany` on an instance; `Link` is the data of the model in between. */
export interface HasManyThrough<T extends object, Link extends object = Record<string, unknown>> extends HasMany<T> {
  /** Links an instance, or the one with this id; gives the link. */
  add: NodeCall<[target: unknown], [data: ModelData<Link> | undefined, options: Options], One<Link>>;
  remove: ByKey<unknown>;
}

/** The relation `referencesMany` on an instance. */
export interface ReferencesMany<T extends object> extends HasMany<T> {
  /** Adds the key of an instance, or this one, to the list; gives the instance. */
  add: ByKey<One<T>>;
  remove: ByKey<unknown>;
}

/** What is loaded already; with a callback, or `true`, it is loaded; with an instance it is set, not stored. */
interface ToOneCall<T extends object> {
  (callback: Callback<One<T> | null>): void;
  (fresh: boolean, callback: Callback<One<T> | null>): void;
  (fresh: boolean | undefined, options: OperationOptions, callback: Callback<One<T> | null>): void;
  (fresh: true, options?: OperationOptions): Promise<One<T> | null | undefined>;
  (instance: One<T>): One<T>;
  (): One<T> | null | undefined;
}

/** The relation `belongsTo` on an instance. */
export interface BelongsTo<T extends object> extends ToOneCall<T> {
  get: NodeCall<[], [options: Options], One<T> | null | undefined>;
  getAsync: NodeCall<[], [options: Options], One<T> | null | undefined>;
  build(data?: ModelData<T>): One<T>;
  create: Writing<T, One<T>>;
  update: Writing<T, One<T>>;
  destroy: NodeCall<[], [options: Options], void>;
}

/** The relation `hasOne` on an instance. */
export interface HasOne<T extends object> extends BelongsTo<T> {}

/** The relation `embedsOne` on an instance. */
export interface EmbedsOne<T extends object> extends BelongsTo<T> {
  value(): One<T> | null;
}

/** The relation `embedsMany` on an instance. What is in memory is answered at once; with a callback it is stored, too. */
export interface EmbedsMany<T extends object> extends Omit<HasMany<T>, 'findById' | 'exists'> {
  (callback: Callback<Some<T>>): void;
  (): Some<T>;
  get: AtOnce<[key: unknown], One<T> | null>;
  findById: AtOnce<[key: unknown], One<T> | null>;
  exists: AtOnce<[key: unknown], boolean>;
  at: AtOnce<[index: number], One<T> | null>;
  set: AtOnce<[key: unknown, data: ModelData<T>], One<T> | null>;
  unset: AtOnce<[key: unknown], boolean>;
  value(): Some<T>;
}

interface AtOnce<Values extends readonly unknown[], Result> {
  (...parameters: [...Values, callback: Callback<Result>]): void;
  (...parameters: [...Values, options: OperationOptions, callback: Callback<Result>]): void;
  (...parameters: Values): Result;
}

/**
 * A named scope of a class: `Customer.vip(filter)`.
 *
 * @example
 * const Customer = registry.getModel<Data>('Customer') as DefinedModel<Data> & { vip: NamedScope<Data> };
 */
export interface NamedScope<T extends object> extends Reading<T, Some<T>>, ListFunctions<T> {}
