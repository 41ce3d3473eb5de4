import type { AnyModel } from '../model/model.js';
import type { RawFilter } from '../query/query.js';
import { declaredMethods } from './declared/declared-methods.js';
import { relationScopeMethods } from './declared/relation-scope-methods.js';
import { changeStreamMethod } from './methods/change-stream-method.js';
import { keyValueMethods } from './methods/key-value-methods.js';
import { READ_METHODS } from './methods/read-methods.js';
import { nestedRelationMethods } from './methods/nested-relation-methods.js';
import { replicationMethods } from './methods/replication-methods.js';
import { relationMethods } from './methods/relation-methods.js';
import { scopeMethods } from './methods/scope-methods.js';
import { writeMethods } from './methods/write-methods.js';
import type { RemoteMethod } from './remote-method.js';
import { isShared, type SharedMethods } from './shared-methods.js';

/** All remote methods that a model has, those that are switched off included. */
export function remoteMethodsOf(model: AnyModel): readonly RemoteMethod[] {
  const declared = declaredMethods(model);
  const names = new Set(declared.map(({ name }) => name));
  return [...builtInMethods(model).filter(({ name }) => !names.has(name)), ...declared];
}

function builtInMethods(model: AnyModel): readonly RemoteMethod[] {
  const { PersistedModel, KeyValueModel } = model.registry;
  if (model.prototype instanceof KeyValueModel) return keyValueMethods(model);
  if (!(model.prototype instanceof PersistedModel)) return [];
  const { settings } = model;
  const scopes = Object.entries(record(settings['scopes']));
  const relations = [...model.core.relations.values()];
  return [
    ...READ_METHODS,
    ...writeMethods({ replaceOnPUT: settings['replaceOnPUT'] !== false }),
    changeStreamMethod,
    ...(isReplicated(settings) ? replicationMethods(model) : []),
    ...scopes.flatMap(([name, scope]) => scopeMethods(name, record(scope) as RawFilter)),
    ...relations.flatMap(relationMethods),
    ...relations.flatMap(relationScopeMethods),
    ...relations.flatMap(nestedRelationMethods),
  ];
}

function isReplicated(settings: Readonly<Record<string, unknown>>): boolean {
  return settings['trackChanges'] === true || settings['enableRemoteReplication'] === true;
}

/** The remote methods that are offered: what the application and the model switch off is left out. */
export function offeredMethodsOf(model: AnyModel): readonly RemoteMethod[] {
  return sharedMethodsOf(model, model.core.application?.sharedMethods);
}

/** The same with what the application says. */
export function sharedMethodsOf(model: AnyModel, application: SharedMethods | undefined): readonly RemoteMethod[] {
  const offered = remoteMethodsOf(model).filter(
    (method) =>
      isOffered(model, method, application) &&
      (method.inner === undefined || isOffered(method.inner.model, method.inner.method, application)),
  );
  return model.core.schema.idNames.length > 1 ? offered.map(withoutIdRoutes) : offered;
}

function isOffered(model: AnyModel, method: RemoteMethod, application: SharedMethods | undefined): boolean {
  const own = record(record(model.settings['remoting'])['sharedMethods']);
  const { disabled } = model.core.remoting;
  const isDisabled = disabled.size > 0 && [method.name, ...method.aliases].some((name) => disabled.has(name));
  return !isDisabled && isShared(method, application, own);
}

// Paths cannot name a composite id (deviation 15 of the chapter on definitions).
function withoutIdRoutes(method: RemoteMethod): RemoteMethod {
  return { ...method, routes: method.routes.filter((route) => !route.path.startsWith('/:id')) };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
