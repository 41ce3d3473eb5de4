import type { inspect } from 'node:util';
import type { DataSource } from '../datasource/data-source.js';
import type { DataKey, Filter, Include, Where } from '../query/filter.js';
import type { RemoteContext } from '../remote/hooks/remote-context.js';
import type { InstanceOptions } from './instance-state.js';
import type { AnyModel } from './model.js';
import type { NodeCall } from './node-call.js';
import type { Observer } from './observers.js';
import type { HookContext } from './operations/hooks.js';
import type { OperationOptions } from './operations/operation-options.js';
import type { PersistedModel } from './persisted-model.js';
import type { RemoteHook } from './remoting/remote-hooks.js';
import type { ValidityCallback } from './validation/ask-validity.js';
import type { InstanceErrors } from './validation/instance-errors.js';
import type { ValidationCalls } from './validation/validation-calls.js';

/** What a property takes: its value, or what is converted to it. */
type ValueInput<V> = V extends Date ? Date | string | number : V;

/** Data of a model as calls take them: some of the properties. */
export type ModelData<T extends object> = {
  readonly [K in keyof T as K & DataKey<T>]?: ValueInput<T[K]> | null | undefined;
};

type Options = OperationOptions | undefined;

/** What every instance can do beside holding its data. */
export interface InstanceMethods<T extends object> {
  save: NodeCall<[], [options: Options], ModelInstance<T>>;
  patchAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  updateAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  updateAttribute: NodeCall<
    { [K in DataKey<T>]: [name: K, value: ValueInput<T[K]> | null] }[DataKey<T>],
    [options: Options],
    ModelInstance<T>
  >;
  replaceAttributes: NodeCall<[data: ModelData<T>], [options: Options], ModelInstance<T>>;
  destroy: NodeCall<[], [options: Options], { count: number }>;
  delete: NodeCall<[], [options: Options], { count: number }>;
  remove: NodeCall<[], [options: Options], { count: number }>;
  reload: NodeCall<[], [options: Options], ModelInstance<T> | null>;
  setAttribute<K extends DataKey<T>>(name: K, value: ValueInput<T[K]> | null): void;
  setAttributes(data: ModelData<T>): void;
  unsetAttribute(name: DataKey<T>, nullify?: boolean): void;
  isNewRecord(): boolean;
  /** Whether all checks hold; `undefined` where some of them end later: then only the callback is told. */
  isValid(callback?: ValidityCallback, data?: ModelData<T>, options?: OperationOptions): boolean | undefined;
  /** What the last check has found, by property; `false` where nothing is wrong. */
  readonly errors: InstanceErrors | false;
  getId(): unknown;
  setId(value: unknown): void;
  getIdName(): string | undefined;
  getPropertyType(name: string): string | null;
  getDataSource(): DataSource | undefined;
  toObject(onlySchema?: boolean, removeHidden?: boolean, removeProtected?: boolean): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
  /** The values as they are held, coerced. */
  readonly __data: Readonly<Record<string, unknown>>;
  /** What was loaded, or set, by the names of relations. */
  readonly __cachedRelations: Readonly<Record<string, unknown>>;
  /** The setting `strict` of the model. */
  readonly __strict: unknown;
  [inspect.custom](depth: number, options: { stylize?: unknown }): unknown;
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
type Including<Instances> = NodeCall<[instances: Instances, include: Include], [options: Options], Instances>;
type DestroyById = NodeCall<[id: unknown], [options: Options], { count: number }>;

type Next = (error?: unknown) => void;
/** A remote hook before or after a method; one with three parameters calls `next`, others may return a promise. */
type HookOfMethod = (context: RemoteContext, result: unknown, next: Next) => unknown;

/** The hooks of a model class, typed by its data. */
interface HookCalls<T extends object> {
  /** Watches an operation: `access`, `before save`, `persist`, `loaded`, `after save`, `before delete`, `after delete`. */
  observe(event: string, observer: (context: HookContext<ModelInstance<T>>, next: Next) => unknown): void;
  observe(event: string, observer: Observer): void;
  /** Calls a function before remote methods whose name fits; in names, `*` stands for one segment, `**` for any number. */
  beforeRemote(pattern: string, hook: HookOfMethod): void;
  beforeRemote(pattern: string, hook: RemoteHook): void;
  /** The same after methods that have succeeded: `context.result` is what will be answered. */
  afterRemote(pattern: string, hook: HookOfMethod): void;
  afterRemote(pattern: string, hook: RemoteHook): void;
  /** The same after those that have failed: `context.error` is what will be answered. */
  afterRemoteError(pattern: string, hook: (context: RemoteContext, next: Next) => unknown): void;
  afterRemoteError(pattern: string, hook: RemoteHook): void;
}

/** The calls of a model class, typed by its data. */
export interface ModelCalls<T extends object> {
  new (data?: ModelData<T>, options?: InstanceOptions): ModelInstance<T>;
  (data?: ModelData<T>, options?: InstanceOptions): ModelInstance<T>;

  find: NodeCall<[], [filter: Filter<T> | undefined, options: Options], ModelInstance<T>[]>;
  findOne: NodeCall<[], [filter: Filter<T> | undefined, options: Options], OneOrNone<T>>;
  findById: NodeCall<[id: unknown], [filter: Filter<T> | undefined, options: Options], OneOrNone<T>>;
  findByIds: NodeCall<[ids: readonly unknown[]], [filter: Filter<T> | undefined, options: Options], ModelInstance<T>[]>;
  findOrCreate: FindOrCreate<T, [data: ModelData<T>], []> &
    FindOrCreate<T, [filter: Filter<T>, data: ModelData<T>], [options: Options]>;
  count: NodeCall<[], [where: Where<T> | undefined, options: Options], number>;
  exists: NodeCall<[id: unknown], [options: Options], boolean>;
  /** Loads relations into instances that are there already; gives the same. */
  include: Including<ModelInstance<T>[]> & Including<ModelInstance<T>>;

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
type ClassMembers = Unbound<
  typeof PersistedModel,
  | 'modelName'
  | 'pluralModelName'
  | 'settings'
  | 'definition'
  | 'base'
  | 'app'
  | 'getApp'
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
  | 'config'
  | 'shared'
  | 'sharedClass'
  | 'relations'
  | 'belongsTo'
  | 'hasMany'
  | 'hasOne'
  | 'hasAndBelongsToMany'
  | 'referencesMany'
  | 'embedsOne'
  | 'embedsMany'
  | 'remoteMethod'
  | 'disableRemoteMethodByName'
  | 'disableRemoteMethod'
  | 'nestRemoting'
>;

/** Members of a class as they are called on it, whatever it is. */
type Unbound<Class, Names extends keyof Class> = {
  [Name in keyof Pick<Class, Names>]: ThisParameterType<Class[Name]> extends AnyModel
    ? OmitThisParameter<Class[Name]>
    : Class[Name];
};

/**
 * A model class with data of type `T`: the type of what `@InjectModel` injects. Names of properties, values and operators of
 * filters are checked.
 *
 * @example
 * interface Customer { id: number; name: string; balance: number }
 * const debtors = await Customer.find({ where: { balance: { lt: 0 } }, order: 'name' });
 */
export type ModelClass<T extends object = Record<string, unknown>> = ModelCalls<T> &
  HookCalls<T> &
  ValidationCalls<T, ModelInstance<T>> &
  ClassMembers;
