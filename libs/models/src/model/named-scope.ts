import type { RawFilter } from '../query/query.js';
import { settle, splitCallback } from './callback.js';
import type { AnyModel } from './model.js';
import { bothWheres, scopeValues, withinScope } from './operations/scope.js';

const NAMED_SCOPE: unique symbol = Symbol('loopnest.scope');

type Statics = Readonly<Record<string, (...parameters: unknown[]) => Promise<unknown>>>;

/**
 * Makes a scope a function of the class: `Model.recent(filter, options, callback)`, with `find`, `findOne`, `count`, `create`
 * and `destroyAll`. A static of another kind keeps its name.
 */
export function defineNamedScope(model: AnyModel, name: string, scope: RawFilter): void {
  const present: unknown = (model as unknown as Record<string, unknown>)[name];
  if (present !== undefined && !(typeof present === 'function' && NAMED_SCOPE in present)) return;
  // Looked up when they are called: an application may have replaced them.
  const run =
    (method: string, adapt: (value: never) => unknown) =>
    (...parameters: unknown[]): Promise<unknown> => {
      const { values, callback } = splitCallback(parameters);
      const statics = model as unknown as Statics;
      return settle((async () => statics[method]?.(adapt(values[0] as never), values[1] ?? {}))(), callback);
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
    build: (data?: object) => new model(completed(data)),
  });
  Object.defineProperty(call, NAMED_SCOPE, { value: true });
  Object.defineProperty(model, name, { value: call, configurable: true, enumerable: true, writable: true });
}
