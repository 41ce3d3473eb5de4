import type { Filter, Where } from '../query/filter.js';
import type { Callback } from './callback.js';
import type { OperationOptions } from './operations/operation-options.js';
import type { PersistedModel } from './persisted-model.js';

/** Data of a model as calls take them: some of the properties, and others where the model is not strict. */
export type ModelData<T extends object> = Partial<T> & object;

/** What every instance can do beside holding its data. */
export interface InstanceMethods<T extends object> {
  save(options?: OperationOptions): Promise<ModelInstance<T>>;
  save(callback: Callback<ModelInstance<T>>): void;
  patchAttributes(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  patchAttributes(data: ModelData<T>, callback: Callback<ModelInstance<T>>): void;
  updateAttributes(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  updateAttributes(data: ModelData<T>, callback: Callback<ModelInstance<T>>): void;
  updateAttribute<K extends keyof T & string>(name: K, value: T[K], options?: OperationOptions): Promise<ModelInstance<T>>;
  replaceAttributes(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  destroy(options?: OperationOptions): Promise<{ count: number }>;
  destroy(callback: Callback<{ count: number }>): void;
  reload(options?: OperationOptions): Promise<ModelInstance<T> | null>;
  setAttributes(data: ModelData<T>): void;
  unsetAttribute(name: keyof T & string, nullify?: boolean): void;
  isNewRecord(): boolean;
  isValid(callback?: (valid: boolean) => void): boolean;
  getId(): unknown;
  toObject(onlySchema?: boolean, removeHidden?: boolean, removeProtected?: boolean): Record<string, unknown>;
  toJSON(): Record<string, unknown>;
}

/** An instance of a model with data `T`. */
export type ModelInstance<T extends object = Record<string, unknown>> = T & InstanceMethods<T>;

/** The calls of a model class, typed by its data. */
export interface ModelCalls<T extends object> {
  new (data?: ModelData<T>): ModelInstance<T>;

  find(filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T>[]>;
  find(filter: Filter<T>, callback: Callback<ModelInstance<T>[]>): void;
  find(callback: Callback<ModelInstance<T>[]>): void;
  findOne(filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T> | null>;
  findOne(filter: Filter<T>, callback: Callback<ModelInstance<T> | null>): void;
  findById(id: unknown, filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T> | null>;
  findById(id: unknown, callback: Callback<ModelInstance<T> | null>): void;
  findByIds(ids: readonly unknown[], filter?: Filter<T>, options?: OperationOptions): Promise<ModelInstance<T>[]>;
  findOrCreate(filter: Filter<T>, data: ModelData<T>, options?: OperationOptions): Promise<[ModelInstance<T>, boolean]>;
  count(where?: Where<T>, options?: OperationOptions): Promise<number>;
  count(where: Where<T>, callback: Callback<number>): void;
  count(callback: Callback<number>): void;
  exists(id: unknown, options?: OperationOptions): Promise<boolean>;
  exists(id: unknown, callback: Callback<boolean>): void;

  create(data: readonly ModelData<T>[], options?: OperationOptions): Promise<ModelInstance<T>[]>;
  create(data?: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  create(data: ModelData<T>, callback: Callback<ModelInstance<T>>): void;
  upsert(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  updateOrCreate(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  patchOrCreate(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  replaceOrCreate(data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  upsertWithWhere(where: Where<T>, data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  replaceById(id: unknown, data: ModelData<T>, options?: OperationOptions): Promise<ModelInstance<T>>;
  updateAll(where: Where<T>, data: ModelData<T>, options?: OperationOptions): Promise<{ count: number }>;
  destroyAll(where?: Where<T>, options?: OperationOptions): Promise<{ count: number }>;
  destroyById(id: unknown, options?: OperationOptions): Promise<{ count: number }>;
  deleteById(id: unknown, options?: OperationOptions): Promise<{ count: number }>;
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
>;

/**
 * A model class with data of type `T`: the type of what `@InjectModel` injects. Names of properties, values and operators of
 * filters are checked.
 *
 * @example
 * interface Customer { id: number; name: string; balance: number }
 * const debtors = await Customer.find({ where: { balance: { lt: 0 } }, order: 'name' });
 */
export type ModelClass<T extends object = Record<string, unknown>> = ModelCalls<T> & ClassMembers;
