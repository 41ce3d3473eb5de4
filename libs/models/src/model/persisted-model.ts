import type { DataSource } from '../datasource/data-source.js';
import { LoopnestError } from '../errors/loopnest.error.js';
import { WrongStoreError } from '../key-value/wrong-store.error.js';
import type { RawFilter } from '../query/query.js';
import { checkDepth } from '../query/query-depth.js';
import { splitCallback, settle, type Callback } from './callback.js';
import { assignValues, instanceState } from './instance-state.js';
import { Model, type AnyModel } from './model.js';
import type { ModelCore } from './model-core.js';
import { callOptions } from './operations/call-options.js';
import { create, ownInstance } from './operations/create.js';
import { BatchError, createMany } from './operations/create-many.js';
import { destroyAll, destroyById, destroyInstance } from './operations/destroy.js';
import { type OperationOptions, queryRules } from './operations/operation-options.js';
import { patch } from './operations/patch.js';
import { byId, count, find, findOne } from './operations/read.js';
import { replace, replaceById } from './operations/replace.js';
import { updateAll } from './operations/update-all.js';
import { patchOrCreate, replaceOrCreate, upsertWithWhere } from './operations/upsert.js';

type Data = Readonly<Record<string, unknown>>;

/**
 * A model whose instances are stored. Every call takes its arguments, then `options`, then a callback `(error, result)`;
 * without a callback it returns a promise.
 */
export class PersistedModel extends Model {
  static override attachTo(dataSource: DataSource): void {
    const { openService, storesData, base = 'Model' } = dataSource.connector;
    if (openService !== undefined && storesData === false)
      throw new WrongStoreError(this, dataSource, `only models with the base "${base}" can`);
    super.attachTo(dataSource);
  }

  // --- reading ---

  static find(...parameters: unknown[]): Promise<object[]> {
    return call(this, 'find', parameters, (core, [filter], options) => find(core, filter as RawFilter, options), 1);
  }

  static findOne(...parameters: unknown[]): Promise<object | null> {
    return call(
      this,
      'findOne',
      parameters,
      (core, [filter], options) => findOne(core, filter as RawFilter, options),
      1,
    );
  }

  static findById(...parameters: unknown[]): Promise<object | null> {
    return call(this, 'findById', parameters, (core, [id, filter], options) => {
      requireId(id, 'findById');
      return findOne(core, byId(core, id, filter as RawFilter), options);
    }, 2); // prettier-ignore
  }

  /** Instances in the order of the ids, unless the filter has an order of its own. */
  static findByIds(...parameters: unknown[]): Promise<object[]> {
    return call(
      this,
      'findByIds',
      parameters,
      async (core, [ids, filter], options) => findByIds(core, ids, (filter ?? {}) as RawFilter, options),
      2,
    );
  }

  static count(...parameters: unknown[]): Promise<number> {
    return call(this, 'count', parameters, (core, [where], options) => count(core, where, options), 1);
  }

  static exists(...parameters: unknown[]): Promise<boolean> {
    return call(this, 'exists', parameters, async (core, [id], options) => {
      requireId(id, 'exists');
      return (await count(core, byId(core, id).where, options)) > 0;
    }, 1); // prettier-ignore
  }

  /** Loads relations into instances that are there already; gives the same list. */
  static include(...parameters: unknown[]): Promise<unknown> {
    return call(this, 'include', parameters, async (core, [instances, include], options) => {
      const list = (Array.isArray(instances) ? instances : [instances]) as object[];
      checkDepth(include, queryRules(core, options, 'ignore').maxDepth);
      await core.registry.relations?.plan(include, core, options)?.load(list, undefined, options, 'instances');
      return instances;
    }, 2); // prettier-ignore
  }

  // --- writing ---

  static create(...parameters: unknown[]): Promise<object | object[]> {
    let instance: object | undefined;
    const operation: Operation<object | object[]> = (core, [data], options) => {
      if (Array.isArray(data)) return createMany(core, data, options);
      instance = ownInstance(core, data);
      return create(core, instance, options);
    };
    return call(this, 'create', parameters, operation, 1, () => instance);
  }

  /** The first that matches, or a new one: a promise of `[instance, created]`, or a callback `(error, instance, created)`. */
  static findOrCreate(...parameters: unknown[]): Promise<[object, boolean]> {
    const { values, callback } = splitCallback<[object, boolean]>(parameters);
    const [filter, data = filter, given] = values.length === 1 ? [{ where: values[0] }, values[0]] : values;
    const found = start(this.core, 'findOrCreate', given, (options) =>
      findOrCreate(this.core, filter as RawFilter, data, options),
    );
    if (callback === undefined) return found;
    const spread = callback as unknown as (error: unknown, instance?: object, created?: boolean) => void;
    return settle(found, (error, pair) => spread(error, pair?.[0], pair?.[1]));
  }

  static patchOrCreate(...parameters: unknown[]): Promise<object> {
    return call(
      this,
      'upsert',
      parameters,
      (core, [data], options) => patchOrCreate(core, oneObject(data), options),
      1,
    );
  }

  static replaceOrCreate(...parameters: unknown[]): Promise<object> {
    return call(
      this,
      'replaceOrCreate',
      parameters,
      (core, [data], options) => replaceOrCreate(core, oneObject(data), options),
      1,
    );
  }

  static upsertWithWhere(...parameters: unknown[]): Promise<object> {
    return call(
      this,
      'upsertWithWhere',
      parameters,
      (core, [where, data], options) => upsertWithWhere(core, where, oneObject(data), options),
      2,
    );
  }

  static replaceById(...parameters: unknown[]): Promise<object> {
    return call(this, 'replaceById', parameters, (core, [id, data], options) => {
      requireId(id, 'replaceById');
      return replaceById(core, id, oneObject(data), options);
    }, 2); // prettier-ignore
  }

  /** `updateAll(where, data)`, or `updateAll(data)` for all. */
  static updateAll(...parameters: unknown[]): Promise<{ count: number }> {
    const { values, callback } = splitCallback<{ count: number }>(parameters);
    const [where, data, given] = values.length === 1 ? [{}, values[0]] : values;
    return settle(
      start(this.core, 'updateAll', given, (options) => updateAll(this.core, where, oneObject(data), options)),
      callback,
    );
  }

  static destroyAll(...parameters: unknown[]): Promise<{ count: number }> {
    return call(this, 'destroyAll', parameters, (core, [where], options) => destroyAll(core, where, options), 1);
  }

  static destroyById(...parameters: unknown[]): Promise<{ count: number }> {
    return call(this, 'deleteById', parameters, (core, [id], options) => {
      requireId(id, 'deleteById');
      return destroyById(core, id, options);
    }, 1); // prettier-ignore
  }

  // --- instances ---

  isNewRecord(): boolean {
    return !instanceState(this).persisted;
  }

  /** Creates the instance, or replaces what is stored with the whole of it. */
  save(...parameters: unknown[]): Promise<object> {
    return callInstance(
      this,
      'save',
      parameters,
      (core, _values, options) => (this.isNewRecord() ? create(core, this, options) : replace(core, this, options, {})),
      0,
    );
  }

  /** Patches: only what is given is written. */
  patchAttributes(...parameters: unknown[]): Promise<object> {
    return callInstance(
      this,
      'updateAttributes',
      parameters,
      (core, [data], options) => patch(core, this, oneObject(data), options),
      1,
    );
  }

  updateAttribute(...parameters: unknown[]): Promise<object> {
    return callInstance(
      this,
      'updateAttribute',
      parameters,
      (core, [name, value], options) => patch(core, this, { [String(name)]: value }, options),
      2,
    );
  }

  replaceAttributes(...parameters: unknown[]): Promise<object> {
    return callInstance(this, 'replaceAttributes', parameters, async (core, [data], options) => {
      const replaced = await replaceById(core, this.getId(), oneObject(data), options);
      const { data: own } = instanceState(this);
      for (const name of Object.keys(own)) own[name] = undefined;
      assignValues(this, core, instanceState(replaced).data);
      return this;
    }, 1); // prettier-ignore
  }

  destroy(...parameters: unknown[]): Promise<{ count: number }> {
    return callInstance(
      this,
      'destroy',
      parameters,
      (core, _values, options) => destroyInstance(core, this, options),
      0,
    );
  }

  /** A new instance as it is stored now, or `null`. */
  reload(...parameters: unknown[]): Promise<object | null> {
    return callInstance(
      this,
      'reload',
      parameters,
      (core, _values, options) => findOne(core, byId(core, this.getId()), options),
      0,
    );
  }

  // --- LoopBack's other names ---

  static upsert = this.patchOrCreate;
  static updateOrCreate = this.patchOrCreate;
  static patchOrCreateWithWhere = this.upsertWithWhere;
  static update = this.updateAll;
  static remove = this.destroyAll;
  static deleteAll = this.destroyAll;
  static deleteById = this.destroyById;
  static removeById = this.destroyById;
}

const ALIASES = { updateAttributes: 'patchAttributes', delete: 'destroy', remove: 'destroy' } as const;
for (const [alias, name] of Object.entries(ALIASES)) {
  Object.defineProperty(PersistedModel.prototype, alias, {
    value: PersistedModel.prototype[name],
    writable: true,
    configurable: true,
  });
}

type Operation<T> = (core: ModelCore, values: readonly unknown[], options: OperationOptions) => Promise<T>;

/** A static call, by the name that LoopBack's errors have for it: `arity` arguments, options, callback; all may be left out from the end. */
function call<T>(
  model: AnyModel,
  method: string,
  parameters: readonly unknown[],
  operation: Operation<T>,
  arity: number,
  refused?: () => T | undefined,
): Promise<T> {
  const { values, callback } = splitCallback<T>(parameters);
  const promise = start(model.core, method, values[arity], (options) => operation(model.core, values, options));
  return settle(promise, callback === undefined ? undefined : withRefused(callback, refused));
}

function callInstance<T>(
  instance: object,
  method: string,
  parameters: readonly unknown[],
  operation: Operation<T>,
  arity: number,
): Promise<T> {
  return call(instance.constructor as AnyModel, method, parameters, operation, arity);
}

// What is refused before anything is awaited is a rejection, too.
async function start<T>(
  core: ModelCore,
  method: string,
  given: unknown,
  operation: (options: OperationOptions) => Promise<T>,
): Promise<T> {
  core.requireDataSource(method);
  return operation(callOptions(core, given));
}

// The callback of a creation gets the instances beside the errors, also those that were refused.
function withRefused<T>(callback: Callback<T>, refused: (() => T | undefined) | undefined): Callback<T> {
  return (error, result) => {
    if (error instanceof BatchError) callback(error, error.instances as T);
    else callback(error, error === null ? result : refused?.());
  };
}

function requireId(id: unknown, method: string): void {
  if (id === undefined || id === null || id === '') throw new Error(`Model::${method} requires the id argument`);
}

function oneObject(data: unknown): Data {
  if (Array.isArray(data)) throw new Error('updateOrCreate does not support bulk mode or any array input');
  if (data === undefined || data === null) return {};
  if (typeof data !== 'object') throw new LoopnestError(400, 'The data argument must be an object');
  return 'toObject' in data && typeof data.toObject === 'function'
    ? ((data.toObject as () => unknown).call(data) as Data)
    : (data as Data);
}

async function findByIds(
  core: ModelCore,
  ids: unknown,
  filter: RawFilter,
  options: OperationOptions,
): Promise<object[]> {
  if (!Array.isArray(ids)) throw new Error('ids must be an array');
  const { idName } = core.schema;
  if (ids.length === 0 || idName === undefined) return [];
  const where =
    filter.where === undefined ? { [idName]: { inq: ids } } : { and: [{ [idName]: { inq: ids } }, filter.where] };
  const found = await find(core, { ...filter, where }, options);
  if (filter.order !== undefined) return found;
  const place = new Map(ids.map((id, index) => [String(id), index]));
  const of = (instance: object) => place.get(String(instanceState(instance).data[idName])) ?? 0;
  return found.toSorted((a, b) => of(a) - of(b));
}

async function findOrCreate(
  core: ModelCore,
  filter: RawFilter,
  data: unknown,
  options: OperationOptions,
): Promise<[object, boolean]> {
  const found = await findOne(core, filter, options);
  return found === null ? [await create(core, data, options), true] : [found, false];
}
