import { LoopnestError } from '../../errors/loopnest.error.js';
import type { RemoteArgument, RemoteMethod, RemoteRoute } from '../remote-method.js';
import { instanceOf } from './instance-of.js';
import { instanceCall, staticCall } from './static-call.js';

const ID: RemoteArgument = { arg: 'id', type: 'id', source: 'path', required: true, description: 'Model id' };
const DATA: RemoteArgument = {
  arg: 'data',
  type: 'data',
  source: 'body',
  description: 'Object of property name/value pairs',
};
const NULLABLE_DATA: RemoteArgument = { ...DATA, nullable: true };
const WHERE: RemoteArgument = {
  arg: 'where',
  type: 'where',
  source: 'query',
  description: 'Criteria to match model instances',
};
const INSTANCE = [{ arg: 'data', type: 'object', root: true }] as const;
const COUNT = [{ arg: 'info', type: 'object', root: true, description: 'The number of instances' }] as const;

type Writing = Pick<RemoteMethod, 'name' | 'accepts' | 'returns' | 'routes' | 'description' | 'invoke'> &
  Partial<RemoteMethod>;

function writing(method: Writing): RemoteMethod {
  return { aliases: [], isStatic: true, accessType: 'WRITE', shared: true, ...method };
}

/** The methods that write. Which of them `PUT` belongs to is the setting `replaceOnPUT`. */
export function writeMethods(settings: { readonly replaceOnPUT: boolean }): readonly RemoteMethod[] {
  const put = (path: string): RemoteRoute[] => [{ verb: 'put', path }];
  const patches = settings.replaceOnPUT ? () => [] : put;
  const replaces = settings.replaceOnPUT ? put : () => [];
  return [
    CREATE,
    { ...PATCH_OR_CREATE, routes: [...PATCH_OR_CREATE.routes, ...patches('/')] },
    { ...REPLACE_OR_CREATE, routes: [...REPLACE_OR_CREATE.routes, ...replaces('/')] },
    UPSERT_WITH_WHERE,
    { ...REPLACE_BY_ID, routes: [...REPLACE_BY_ID.routes, ...replaces('/:id')] },
    { ...PATCH_ATTRIBUTES, routes: [...PATCH_ATTRIBUTES.routes, ...patches('/:id')] },
    DELETE_BY_ID,
    UPDATE_ALL,
    DESTROY_ALL,
  ];
}

const CREATE = writing({
  name: 'create',
  accepts: [{ ...NULLABLE_DATA, allowArray: true }],
  returns: INSTANCE,
  routes: [{ verb: 'post', path: '/' }],
  description: 'Create a new instance of the model and persist it into the data source.',
  invoke: (model, [data], options) => staticCall(model, 'create', [data], options),
});

const PATCH_OR_CREATE = writing({
  name: 'patchOrCreate',
  aliases: ['upsert', 'updateOrCreate'],
  accepts: [NULLABLE_DATA],
  returns: INSTANCE,
  routes: [{ verb: 'patch', path: '/' }],
  description: 'Patch an existing model instance or insert a new one into the data source.',
  invoke: (model, [data], options) => staticCall(model, 'patchOrCreate', [data], options),
});

const REPLACE_OR_CREATE = writing({
  name: 'replaceOrCreate',
  accepts: [NULLABLE_DATA],
  returns: INSTANCE,
  routes: [{ verb: 'post', path: '/replaceOrCreate' }],
  description: 'Replace an existing model instance or insert a new one into the data source.',
  invoke: (model, [data], options) => staticCall(model, 'replaceOrCreate', [data], options),
});

const UPSERT_WITH_WHERE = writing({
  name: 'upsertWithWhere',
  aliases: ['patchOrCreateWithWhere'],
  accepts: [WHERE, NULLABLE_DATA],
  returns: INSTANCE,
  routes: [{ verb: 'post', path: '/upsertWithWhere' }],
  description:
    'Update an existing model instance or insert a new one into the data source based on the where criteria.',
  invoke: (model, [where, data], options) => {
    requireWhere(where);
    return staticCall(model, 'upsertWithWhere', [where, data], options);
  },
});

const REPLACE_BY_ID = writing({
  name: 'replaceById',
  accepts: [ID, DATA],
  returns: INSTANCE,
  routes: [{ verb: 'post', path: '/:id/replace' }],
  description: 'Replace attributes for a model instance and persist it into the data source.',
  invoke: (model, [id, data], options) => {
    requireData(data);
    return staticCall(model, 'replaceById', [id, data], options);
  },
});

const PATCH_ATTRIBUTES = writing({
  name: 'prototype.patchAttributes',
  aliases: ['prototype.updateAttributes'],
  isStatic: false,
  accepts: [ID, DATA],
  returns: INSTANCE,
  routes: [{ verb: 'patch', path: '/:id' }],
  description: 'Patch attributes for a model instance and persist it into the data source.',
  invoke: async (model, [id, data], options, call) => {
    const instance = await instanceOf(model, id, call);
    requireData(data);
    return instanceCall(instance, 'patchAttributes', [data], options);
  },
});

const DELETE_BY_ID = writing({
  name: 'deleteById',
  aliases: ['destroyById', 'removeById'],
  accepts: [ID],
  returns: [{ arg: 'count', type: 'object', root: true }],
  routes: [{ verb: 'delete', path: '/:id' }],
  description: 'Delete a model instance by {{id}} from the data source.',
  invoke: (model, [id], options) => staticCall(model, 'deleteById', [id], options),
});

const UPDATE_ALL = writing({
  name: 'updateAll',
  aliases: ['update'],
  accepts: [WHERE, DATA],
  returns: COUNT,
  routes: [{ verb: 'post', path: '/update' }],
  description: 'Update instances of the model matched by {{where}} from the data source.',
  invoke: (model, [where, data], options) => {
    requireWhere(where);
    requireData(data);
    return staticCall(model, 'updateAll', [where, data], options);
  },
});

const DESTROY_ALL = writing({
  name: 'destroyAll',
  aliases: ['remove', 'deleteAll'],
  accepts: [{ arg: 'where', type: 'where', description: 'Criteria to match model instances' }],
  returns: COUNT,
  routes: [{ verb: 'delete', path: '/' }],
  shared: false,
  description: 'Delete all matching records.',
  invoke: (model, [where], options) => staticCall(model, 'destroyAll', [where], options),
});

// A change without a where would change everything (deviations 5 and 6 of the chapter on REST).
function requireWhere(where: unknown): void {
  if (where === undefined || where === null) throw new LoopnestError(400, 'The where argument must be an object');
}

function requireData(data: unknown): void {
  if (data === null) throw new LoopnestError(400, 'The data argument must be an object');
}
