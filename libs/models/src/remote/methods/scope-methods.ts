import type { RawFilter } from '../../query/query.js';
import { checkedFilter, checkedWhere } from '../../model/operations/checked-query.js';
import { answersRows, findRows } from '../../model/operations/read.js';
import { bothWheres, scopeValues, withinScope } from '../../model/operations/scope.js';
import type { AnyModel } from '../../model/model.js';
import { PersistedModel } from '../../model/persisted-model.js';
import type { RemoteMethod } from '../remote-method.js';
import { staticCall } from './static-call.js';

/** The methods of a named scope: to get, count, create and delete what is in it. */
export function scopeMethods(name: string, scope: RawFilter): readonly RemoteMethod[] {
  const path = `/${name}`;
  const common = { aliases: [], isStatic: true, shared: true } as const;
  const get: RemoteMethod = {
    ...common,
    name: `__get__${name}`,
    accepts: [{ arg: 'filter', type: 'filter' }],
    returns: [{ arg: name, type: 'array', root: true }],
    routes: [{ verb: 'get', path }],
    accessType: 'READ',
    isPaged: true,
    description: `Queries ${name}.`,
    invoke: (model, [filter], options, { needsInstances }) => {
      const combined = withinScope(scope, checkedFilter(model.core, filter as RawFilter | undefined, options));
      const own = { ...options, trustsQuery: true };
      return !needsInstances && ownRows(model)
        ? findRows(model.core, combined, own)
        : staticCall(model, 'find', [combined], own);
    },
  };
  const count: RemoteMethod = {
    ...common,
    name: `__count__${name}`,
    accepts: [{ arg: 'where', type: 'where', description: 'Criteria to match model instances' }],
    returns: [{ arg: 'count', type: 'number' }],
    routes: [{ verb: 'get', path: `${path}/count` }],
    accessType: 'READ',
    description: `Counts ${name}.`,
    invoke: (model, [where], options) => {
      const asked = checkedWhere(model.core, where, options);
      return staticCall(model, 'count', [bothWheres(scope.where, asked)], { ...options, trustsQuery: true });
    },
  };
  const create: RemoteMethod = {
    ...common,
    name: `__create__${name}`,
    accepts: [{ arg: 'data', type: 'data', source: 'body', nullable: true, allowArray: true }],
    returns: [{ arg: 'data', type: 'object', root: true }],
    routes: [{ verb: 'post', path }],
    accessType: 'WRITE',
    description: `Creates a new instance in ${name}.`,
    invoke: (model, [data], options) => {
      const within = (item: unknown) => ({ ...(item as object), ...scopeValues(scope) });
      return staticCall(model, 'create', [Array.isArray(data) ? data.map(within) : within(data)], options);
    },
  };
  const remove: RemoteMethod = {
    ...common,
    name: `__delete__${name}`,
    accepts: [],
    returns: [],
    routes: [{ verb: 'delete', path }],
    accessType: 'WRITE',
    description: `Deletes all ${name}.`,
    invoke: (model, _values, options) =>
      staticCall(model, 'destroyAll', [scope.where ?? {}], { ...options, trustsQuery: true }),
  };
  return [get, count, create, remove];
}

function ownRows(model: AnyModel): boolean {
  return (model as typeof PersistedModel).find === PersistedModel.find && answersRows(model.core);
}
