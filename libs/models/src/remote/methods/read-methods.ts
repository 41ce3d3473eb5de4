import { answersRows, findOneRow, findRowById, findRows } from '../../model/operations/read.js';
import { PersistedModel } from '../../model/persisted-model.js';
import type { RawFilter } from '../../query/query.js';
import type { RemoteCall } from '../remote-call.js';
import type { RemoteMethod } from '../remote-method.js';
import { ModelNotFoundError, UnknownIdError } from './not-found.error.js';
import { staticCall } from './static-call.js';

const FILTER = { arg: 'filter', type: 'filter', description: 'where, order, limit, skip, fields and include' } as const;
const ID = { arg: 'id', type: 'id', source: 'path', required: true, description: 'Model id' } as const;

// Rows are answered as they are read where the class is as we made it and nobody looks at instances.
function answersOwnRows({ model, needsInstances }: RemoteCall, name: 'find' | 'findOne' | 'findById'): boolean {
  return !needsInstances && (model as typeof PersistedModel)[name] === PersistedModel[name] && answersRows(model.core);
}

const find: RemoteMethod = {
  name: 'find',
  aliases: [],
  isStatic: true,
  accepts: [FILTER],
  returns: [{ arg: 'data', type: 'array', root: true }],
  routes: [{ verb: 'get', path: '/' }],
  accessType: 'READ',
  shared: true,
  isPaged: true,
  description: 'Find all instances of the model matched by filter from the data source.',
  invoke: (model, [filter], options, call) =>
    answersOwnRows(call, 'find')
      ? findRows(model.core, filter as RawFilter | undefined, options)
      : staticCall(model, 'find', [filter], options),
};

const findOne: RemoteMethod = {
  name: 'findOne',
  aliases: [],
  isStatic: true,
  accepts: [FILTER],
  returns: [{ arg: 'data', type: 'object', root: true }],
  routes: [{ verb: 'get', path: '/findOne' }],
  accessType: 'READ',
  shared: true,
  description: 'Find first instance of the model matched by filter from the data source.',
  invoke: (model, [filter], options, call) =>
    answersOwnRows(call, 'findOne')
      ? findOneRow(model.core, filter as RawFilter | undefined, options)
      : staticCall(model, 'findOne', [filter], options),
  checkResult: (result, { model }) => {
    if (result === null || result === undefined) {
      throw new ModelNotFoundError(`No "${model.modelName}" matches the filter.`);
    }
  },
};

const findById: RemoteMethod = {
  name: 'findById',
  aliases: [],
  isStatic: true,
  accepts: [ID, { ...FILTER, description: 'fields and include' }],
  returns: [{ arg: 'data', type: 'object', root: true }],
  routes: [{ verb: 'get', path: '/:id' }],
  accessType: 'READ',
  shared: true,
  description: 'Find a model instance by {{id}} from the data source.',
  invoke: (model, [id, filter], options, call) =>
    answersOwnRows(call, 'findById')
      ? findRowById(model.core, id, filter as RawFilter | undefined, options)
      : staticCall(model, 'findById', [id, filter], options),
  checkResult: (result, call) => {
    if (result === null || result === undefined) throw new UnknownIdError(call);
  },
};

const exists: RemoteMethod = {
  name: 'exists',
  aliases: [],
  isStatic: true,
  accepts: [ID],
  returns: [{ arg: 'exists', type: 'boolean' }],
  routes: [
    { verb: 'get', path: '/:id/exists' },
    { verb: 'head', path: '/:id' },
  ],
  accessType: 'READ',
  shared: true,
  description: 'Check whether a model instance exists in the data source.',
  invoke: (model, [id], options) => staticCall(model, 'exists', [id], options),
  // `HEAD` has no body to tell by: its status does.
  checkResult: (result, call) => {
    if (call.req.method === 'HEAD' && !saysYes(result)) throw new UnknownIdError(call);
  },
};

// Where there are hooks the result has its name.
function saysYes(result: unknown): boolean {
  return (
    result === true || (typeof result === 'object' && result !== null && 'exists' in result && result.exists === true)
  );
}

const count: RemoteMethod = {
  name: 'count',
  aliases: [],
  isStatic: true,
  accepts: [{ arg: 'where', type: 'where', description: 'Criteria to match model instances' }],
  returns: [{ arg: 'count', type: 'number' }],
  routes: [{ verb: 'get', path: '/count' }],
  accessType: 'READ',
  shared: true,
  description: 'Count instances of the model matched by where from the data source.',
  invoke: (model, [where], options) => staticCall(model, 'count', [where], options),
};

/** The methods that read. */
export const READ_METHODS: readonly RemoteMethod[] = [find, findOne, findById, exists, count];
