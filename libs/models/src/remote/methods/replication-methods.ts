import type { AnyModel } from '../../model/model.js';
import { NoChangeError } from '../../replication/no-change.error.js';
import { declaredArgument } from '../declared/declared-argument.js';
import type { RemoteArgument, RemoteMethod } from '../remote-method.js';
import { REPLICATION_ACCESS } from './replication-access.js';
import { staticCall } from './static-call.js';

type Parts = Pick<RemoteMethod, 'routes' | 'accepts' | 'description'> & Partial<RemoteMethod>;

const ID: RemoteArgument = { arg: 'id', type: 'id', source: 'path', required: true, description: 'Model id' };
const FILTER: RemoteArgument = { arg: 'filter', type: 'filter', description: 'Only changes of what matches its where' };
const DATA: RemoteArgument = { arg: 'data', type: 'data', source: 'body', description: 'rev, prev, checkpoint' };

/** The methods of a model whose changes are tracked. */
export function replicationMethods(model: AnyModel): readonly RemoteMethod[] {
  const since = declaredArgument({ arg: 'since', type: 'number', http: { source: 'query' } }, model);
  const list = (arg: string) => declaredArgument({ arg, type: 'array', http: { source: 'body' } }, model);
  const updates = declaredArgument({ arg: 'updates', type: 'array' }, model);
  return [
    replicating('changes', {
      routes: [{ verb: 'get', path: '/changes' }],
      accepts: [since, FILTER],
      description: 'Get the changes to a model since a given checkpoint.',
    }),
    replicating('currentCheckpoint', {
      routes: [{ verb: 'get', path: '/checkpoint' }],
      accepts: [],
      description: 'Get the current checkpoint.',
    }),
    replicating('checkpoint', {
      routes: [{ verb: 'post', path: '/checkpoint' }],
      accepts: [],
      description: 'Create a checkpoint.',
    }),
    replicating('diff', {
      routes: [{ verb: 'post', path: '/diff' }],
      accepts: [since, list('remoteChanges')],
      description: 'Get a set of deltas and conflicts since the given checkpoint.',
    }),
    replicating('createUpdates', {
      routes: [{ verb: 'post', path: '/create-updates' }],
      accepts: [list('deltas')],
      description: 'Create an update list from a delta list.',
    }),
    replicating('bulkUpdate', {
      routes: [{ verb: 'post', path: '/bulk-update' }],
      accepts: [updates],
      returns: [],
      description: 'Run multiple updates at once.',
    }),
    replicating('findLastChange', {
      routes: [{ verb: 'get', path: '/:id/changes/last' }],
      accepts: [ID],
      description: 'Get the most recent change record for this instance.',
      checkResult: (result, { model: { modelName }, params }) => {
        if (result === null || result === undefined) throw new NoChangeError(modelName, params.get('id') ?? '');
      },
    }),
    replicating('updateLastChange', {
      routes: [{ verb: 'put', path: '/:id/changes/last' }],
      accepts: [ID, DATA],
      description: 'Update the properties of the most recent change record kept for this instance.',
    }),
  ];
}

function replicating(name: keyof typeof REPLICATION_ACCESS, parts: Parts): RemoteMethod {
  return {
    name,
    aliases: [],
    isStatic: true,
    returns: [{ arg: 'result', type: 'object', root: true }],
    accessType: REPLICATION_ACCESS[name],
    shared: true,
    invoke: (model, values, options) => staticCall(model, name, values, options),
    ...parts,
  };
}
