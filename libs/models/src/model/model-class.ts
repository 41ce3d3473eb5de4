import type { Filter, Where } from '../query/filter.js';
import type { NodeCall } from './node-call.js';
import type { OperationOptions } from './operations/operation-options.js';
import type { PersistedModel } from './persisted-model.js';
import type { ValidityCallback } from './validation/ask-validity.js';
import type { InstanceErrors } from './validation/instance-errors.js';
import type { ValidationCalls } from './validation/validation-calls.js';

/** What a property takes: its value, or what is converted to it. */
type ValueInput<V> = V extends Date ? Date | string | number : V;

/** Data of a model as calls take them: some of the properties. */
export type ModelData<T extends object> = { readonly [K in keyof T]?: ValueInput<T[K]> | null | undefined };

type Options = OperationOptions | undefined;

/** What every instance can do beside holding its data. */
export interface InstanceMethods<T extends object> {
  save: NodeCall<[], [options: Options], ModelInstance<T>>;
  patchAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  updateAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  updateAttribute: NodeCall<
    { [K in keyof T & string]: [name: K, value: ValueInput<T[K]> | null] }[keyof T & string],
    [options: Options],
    ModelInstance<T>
  >;
  replaceAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  destroy: NodeCall<[], [options: Options], { count: number }>;
  delete: NodeCall<[], [options: Options], { count: number }>;
  remove: NodeCall<[], [options: Options], { count: number }>;
  reload: NodeCall<[], [options: Options], ModelInstance<T> | null>;
  setAttribute<K extends keyof T & string>(name: K, value: ValueInput<T[K]> | null): void;
  setAttributes(data: ModelData<T>): void;
  unsetAttribute(name: keyof T & string, nullify?: boolean): void;
  isNewRecord(): boolean;
  /** Whether all checks hold; `undefined` where some of them end later: then only the callback is told. */
  isValid(callback?: ValidityCallback, data?: ModelData<T>, options?: OperationOptions): boolean | undefined;
  /** What the last check has found, by property; `false` where nothing is wrong. */
  readonly errors: InstanceErrors | false;
  getId(): unknown;
  setId(value: unknown): void;
  getIdName(): string | undefined;
  getPropertyType(name: string): string | null;
  toObject(onlySchema?: boolean, removeHidden?: boolean, removeProtected?: boolean): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
}

/** An instance of a model with data `T`. */
export type ModelInstance<T extends object = Record<string, unknown>> = T & InstanceMethods<T>;

type OneOrNone<T extends object> = ModelInstance<T> | null;
type Writing<T extends object> = NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
type UpsertWithWhere<T extends object> = NodeCall<
  [where: Where<T>, data: ModelData<T>],
  [options: Options],
  ModelInstance<T>
>;
type UpdateAll<T extends object> = NodeCall<[data: ModelData<T>], [], { count: number }> &
  NodeCall<[where: Where<T>, data: ModelData<T>], [options: Options], { count: number }>;
type FindOrCreate<T extends object, Needed extends readonly unknown[], Optional extends readonly unknown[]> = NodeCall<
  Needed,
  Optional,
  [ModelInstance<T>, boolean],
  (error: unknown, instance?: ModelInstance<T>, created?: boolean) => void
>;
type DestroyAll<T extends object> = NodeCall<[], [where: Where<T> | undefined, options: Options], { count: number }>;
type DestroyById = NodeCall<[id: unknown], [options: Options], { count: number }>;

/** The calls of a model class, typed by its data. */
export interface ModelCalls<T extends object> {
  new (data?: ModelData<T>): ModelInstance<T>;
  (data?: ModelData<T>): ModelInstance<T>;

  find: NodeCall<[], [filter: Filter<T> | undefined, options: Options], ModelInstance<T>[]>;
  findOne: NodeCall<[], [filter: Filter<T> | undefined, options: Options], OneOrNone<T>>;
  findById: NodeCall<[id: unknown], [filter: Filter<T> | undefined, options: Options], OneOrNone<T>>;
  findByIds: NodeCall<[ids: readonly unknown[]], [filter: Filter<T> | undefined, options: Options], ModelInstance<T>[]>;
  findOrCreate: FindOrCreate<T, [data: ModelData<T>], []> &
    FindOrCreate<T, [filter: Filter<T>, data: ModelData<T>], [options: Options]>;
  count: NodeCall<[], [where: Where<T> | undefined, options: Options], number>;
  exists: NodeCall<[id: unknown], [options: Options], boolean>;

  create: NodeCall<[data: readonly ModelData<T>[]], [options: Options], ModelInstance<T>[]> &
    NodeCall<[], [data: ModelData<T> | undefined, options: Options], ModelInstance<T>>;
  upsert: Writing<T>;
  updateOrCreate: Writing<T>;
  patchOrCreate: Writing<T>;
  replaceOrCreate: Writing<T>;
  upsertWithWhere: UpsertWithWhere<T>;
  patchOrCreateWithWhere: UpsertWithWhere<T>;
  replaceById: NodeCall<[id: unknown, data: ModelData<T>], [options: Options], ModelInstance<T>>;
  updateAll: UpdateAll<T>;
  update: UpdateAll<T>;
  destroyAll: DestroyAll<T>;
  deleteAll: DestroyAll<T>;
  remove: DestroyAll<T>;
  destroyById: DestroyById;
  deleteById: DestroyById;
  removeById: DestroyById;
}

/** What a model class knows of itself, whatever its data. */
type ClassMembers = Pick<
  typeof PersistedModel,
  | 'modelName'
  | 'pluralModelName'
  | 'settings'
  | 'definition'
  | 'base'
  | 'app'
  | 'registry'
  | 'dataSource'
  | 'getDataSource'
  | 'attachTo'
  | 'getIdName'
  | 'getPropertyType'
  | 'forEachProperty'
  | 'defineProperty'
  | 'extend'
  | 'on'
  | 'once'
  | 'removeListener'
  | 'emit'
  | 'observe'
  | 'removeObserver'
  | 'clearObservers'
  | 'notifyObserversOf'
  | 'beginTransaction'
  | 'enableChangeTracking'
  | 'getChangeModel'
  | 'changes'
  | 'currentCheckpoint'
  | 'checkpoint'
  | 'diff'
  | 'createUpdates'
  | 'bulkUpdate'
  | 'findLastChange'
  | 'updateLastChange'
  | 'rectifyChange'
  | 'rectifyAllChanges'
  | 'replicate'
  | 'Transaction'
  | 'mixin'
  | 'scope'
  | 'setter'
  | 'getter'
  | 'getConnector'
  | 'http'
  | 'shared'
>;

/**
 * A model class with data of type `T`: the type of what `@InjectModel` injects. Names of properties, values and operators of
 * filters are checked.
 *
 * @example
 * interface Customer { id: number; name: string; balance: number }
 * const debtors = await Customer.find({ where: { balance: { lt: 0 } }, order: 'name' });
 */
export type ModelClass<T extends object = Record<string, unknown>> = ModelCalls<T> &
  ValidationCalls<T, ModelInstance<T>> &
  ClassMembers;
