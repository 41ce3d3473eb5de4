import type { AnyModel } from '../../model/model.js';
import type { RemoteArgumentOptions, RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { UnknownKeyError } from '../../key-value/unknown-key.error.js';
import { declaredMethod } from '../declared/declared-method.js';
import type { RemoteCall } from '../remote-call.js';
import type { RemoteMethod } from '../remote-method.js';

const KEY: RemoteArgumentOptions = { arg: 'key', type: 'string', required: true, http: { source: 'path' } };

/** As LoopBack declares them, so that functions of an application that take their place are called as theirs are. */
const DECLARATIONS = {
  get: {
    description: 'Get the value associated with a key.',
    accepts: KEY,
    returns: { arg: 'value', type: 'any', root: true },
    http: { verb: 'get', path: '/:key' },
    accessType: 'READ',
  },
  set: {
    description: 'Set a value with a key.',
    accepts: [
      KEY,
      { arg: 'value', type: 'any', required: true, http: { source: 'body' } },
      { arg: 'ttl', type: 'number', http: { source: 'query' }, description: 'Time to live in milliseconds' },
    ],
    http: { verb: 'put', path: '/:key' },
    accessType: 'EXECUTE',
  },
  expire: {
    description: 'Set the time to live of a key.',
    accepts: [
      KEY,
      { arg: 'ttl', type: 'number', required: true, http: { source: 'form' }, description: 'In milliseconds' },
    ],
    http: { verb: 'put', path: '/:key/expire' },
    accessType: 'EXECUTE',
  },
  ttl: {
    description: 'Get the time to live of a key.',
    accepts: KEY,
    returns: { arg: 'value', type: 'any', root: true },
    http: { verb: 'get', path: '/:key/ttl' },
    accessType: 'READ',
  },
  keys: {
    description: 'Get all keys, or those that match.',
    accepts: { arg: 'filter', type: 'object', http: { source: 'query' }, description: '{ "match": "c*" }' },
    returns: { arg: 'keys', type: ['string'], root: true },
    http: { verb: 'get', path: '/keys' },
    accessType: 'READ',
  },
} as const satisfies Readonly<Record<string, RemoteMethodOptions>>;

/** The methods of a model of keys and values. */
export function keyValueMethods(model: AnyModel): readonly RemoteMethod[] {
  return Object.entries(DECLARATIONS).map(([name, declaration]) => {
    const method = declaredMethod(name, declaration, model);
    return name === 'get' ? { ...method, checkResult: refuseNothing } : method;
  });
}

function refuseNothing(result: unknown, { model, params }: RemoteCall): void {
  if (result !== null && result !== undefined) return;
  throw new UnknownKeyError(`Unknown "${model.modelName}" key "${params.get('key') ?? ''}".`, 'KEY_NOT_FOUND');
}
