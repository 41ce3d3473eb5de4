import { toPlainObject } from '../definition/plain-object.js';
import type { RawFilter } from '../query/query.js';
import { settle, splitCallback } from './callback.js';
import type { AnyModel } from './model.js';
import { bothWheres, scopeValues, withinScope } from './operations/scope.js';

/** What a scope narrows: a model class, or the related instances of one instance. */
export interface ScopeSource {
  /** The model whose scopes can follow. */
  readonly model: AnyModel;
  /** Calls a function: looked up then, since an application may have replaced it. */
  call(method: string, parameters: readonly unknown[]): unknown;
  build(data: object): object;
}

type Call = (...parameters: unknown[]) => Promise<unknown>;

/**
 * A scope as a function: `scope(filter, options, callback)`, with `find`, `findOne`, `findById`, `count`, `create`, `build`,
 * `updateAll` and `destroyAll`, and with the other scopes of the model, which narrow it further.
 */
export function scopeFunction(source: ScopeSource, scope: RawFilter): Call {
  const run =
    (method: string, adapt: (values: readonly unknown[]) => readonly unknown[]): Call =>
    (...parameters) => {
      const { values, callback } = splitCallback(parameters);
      return settle((async () => source.call(method, adapt(values)))(), callback);
    };
  const filtered = ([filter, options]: readonly unknown[]) => [withinScope(scope, filter as RawFilter), options ?? {}];
  const narrowed = ([where, options]: readonly unknown[]) => [bothWheres(scope.where, where), options ?? {}];
  const completed = (data?: object) => ({ ...data, ...scopeValues(scope) });
  const byId = ([id, filter, options]: readonly unknown[]) => {
    const idName = String(source.model.getIdName());
    return filtered([{ ...(filter as RawFilter | undefined), where: { [idName]: id } }, options]);
  };
  const changed = (values: readonly unknown[]) => {
    // A where may be left out.
    const [where, data, options] = values.length === 1 ? [undefined, ...values] : values;
    return [bothWheres(scope.where, where) ?? {}, data, options ?? {}];
  };
  const find = run('find', filtered);
  const call: Call = (...parameters) => find(...parameters);
  const functions = {
    find,
    getAsync: find,
    findOne: run('findOne', filtered),
    findById: run('findOne', byId),
    count: run('count', narrowed),
    updateAll: run('updateAll', changed),
    destroyAll: run('destroyAll', narrowed),
    create: run('create', ([data, options]) => [
      Array.isArray(data) ? data.map((item: object) => completed(item)) : completed(data as object | undefined),
      options ?? {},
    ]),
    build: (data?: object) => source.build(completed(data)),
  };
  return addScopes(Object.assign(call, functions), source, scope);
}

/** Adds the scopes that the model has at the time to what is there, each as a function that is made when it is asked for. */
export function addScopes<T extends object>(target: T, source: ScopeSource, within: RawFilter = {}): T {
  return new Proxy(target, {
    get(functions, key): unknown {
      // What a function has of JavaScript (`name`, `length`) is nobody's.
      const isTaken = typeof key !== 'string' || key === 'prototype' || Object.keys(functions).includes(key);
      const scopes = isTaken ? {} : toPlainObject(source.model.core.schema.settings['scopes']);
      if (isTaken || !Object.hasOwn(scopes, key)) return Reflect.get(functions, key);
      return scopeFunction(source, withinScope(within, toPlainObject(scopes[key])));
    },
  });
}
