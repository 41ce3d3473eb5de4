import { toPlainObject } from '../definition/plain-object.js';
import type { RawFilter } from '../query/query.js';
import { settle, splitCallback } from './callback.js';
import type { AnyModel } from './model.js';
import { bothWheres, scopeValues, withinScope } from './operations/scope.js';

const NAMED_SCOPE: unique symbol = Symbol('loopnest.scope');

/** What a scope narrows: the calls of a class, of a list of related instances, or of another scope. */
type Calls = Readonly<Record<string, (...parameters: unknown[]) => unknown>>;

/**
 * Makes a scope a function of the class: `Model.recent(filter, options, callback)`, with `find`, `findOne`, `count`, `create`
 * and `destroyAll`, and with the other scopes of the class. A static of another kind keeps its name.
 */
export function defineNamedScope(model: AnyModel, name: string, scope: RawFilter): void {
  const present: unknown = (model as unknown as Record<string, unknown>)[name];
  if (present !== undefined && !(typeof present === 'function' && NAMED_SCOPE in present)) return;
  const value = scopeFunction(model, scope, model);
  Object.defineProperty(model, name, { value, configurable: true, enumerable: true, writable: true });
}

/**
 * Calls with the named scopes that a model has at the time, where they have no function of that name themselves:
 * `customer.orders.open.count()`.
 */
export function withNamedScopes(calls: object, model: AnyModel): object {
  return new Proxy(calls, {
    get(target, key): unknown {
      if (typeof key !== 'string' || key in target) return Reflect.get(target, key);
      const scopes = toPlainObject(model.core.schema.settings['scopes']);
      return Object.hasOwn(scopes, key) ? scopeFunction(model, toPlainObject(scopes[key]), target) : undefined;
    },
  });
}

function scopeFunction(model: AnyModel, scope: RawFilter, target: object): object {
  const calls = target as Calls;
  // Looked up when they are called: an application may have replaced them.
  const run =
    (method: string, adapt: (value: never) => unknown) =>
    (...parameters: unknown[]): Promise<unknown> => {
      const { values, callback } = splitCallback(parameters);
      return settle((async () => calls[method]?.(adapt(values[0] as never), values[1] ?? {}))(), callback);
    };
  const filtered = (filter?: RawFilter) => withinScope(scope, filter);
  const narrowed = (where?: unknown) => bothWheres(scope.where, where);
  const completed = (data?: object) => ({ ...data, ...scopeValues(scope) });
  const call = run('find', filtered);
  Object.assign(call, {
    find: call,
    getAsync: call,
    findOne: run('findOne', filtered),
    count: run('count', narrowed),
    destroyAll: run('destroyAll', narrowed),
    create: run('create', (data?: object | object[]) => (Array.isArray(data) ? data.map(completed) : completed(data))),
    build: (data?: object) => (target === model ? new model(completed(data)) : calls['build']?.(completed(data))),
  });
  Object.defineProperty(call, NAMED_SCOPE, { value: true });
  return withNamedScopes(call, model);
}
