import type { RawFilter } from '../../query/query.js';
import { ChangeStream } from '../change-stream.js';
import type { RemoteMethod } from '../remote-method.js';

/** Server-sent events of the model's changes (the chapter on REST, section 9). */
export const changeStreamMethod: RemoteMethod = {
  name: 'createChangeStream',
  aliases: [],
  isStatic: true,
  accepts: [{ arg: 'options', type: 'object', description: 'A filter that changes have to match' }],
  returns: [{ arg: 'changes', type: 'ReadableStream', root: true }],
  routes: [
    { verb: 'post', path: '/change-stream' },
    { verb: 'get', path: '/change-stream' },
  ],
  accessType: 'READ',
  shared: true,
  description: 'Create a change stream.',
  isEventStream: true,
  invoke: (model, [filter], options) => new ChangeStream(model, filter as RawFilter | undefined, options),
};
