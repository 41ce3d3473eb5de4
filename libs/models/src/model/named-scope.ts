import { toPlainObject } from '../definition/plain-object.js';
import type { AnyModel } from './model.js';
import { scopeFunction, type ScopeSource } from './scope-chain.js';

const NAMED_SCOPE: unique symbol = Symbol('loopnest.scope');

type Statics = Readonly<Record<string, (...parameters: unknown[]) => Promise<unknown>>>;

/**
 * Makes the scopes of a model functions of its class: `Model.recent(filter, options, callback)`, `Model.recent.open.count()`. A
 * static of another kind keeps its name.
 */
export function defineNamedScopes(model: AnyModel): void {
  const statics = model as unknown as Statics;
  const source: ScopeSource = {
    model,
    call: (method, parameters) => statics[method]?.(...parameters),
    build: (data) => new model(data),
  };
  for (const [name, scope] of Object.entries(toPlainObject(model.core.schema.settings['scopes']))) {
    const present: unknown = statics[name];
    if (present !== undefined && !(typeof present === 'function' && NAMED_SCOPE in present)) continue;
    const value = Object.defineProperty(scopeFunction(source, toPlainObject(scope)), NAMED_SCOPE, { value: true });
    Object.defineProperty(model, name, { value, configurable: true, enumerable: true, writable: true });
  }
}
