import { LoopnestError } from '../errors/loopnest.error.js';
import { setting } from '../model/operations/operation-options.js';
import { checkDepth } from '../query/query-depth.js';
import { parseId } from './parse-id.js';
import { readObject } from './read-object.js';
import type { RemoteArgument } from './remote-method.js';
import type { RemoteCall } from './remote-call.js';

/** Reads an argument of a call from its source, and converts it. Throws a 400 for what cannot be one. */
export function readArgument(call: RemoteCall, argument: RemoteArgument): unknown {
  try {
    return read(call, argument);
  } catch (error) {
    call.stage = 'unreadable';
    throw error;
  }
}

function read(call: RemoteCall, argument: RemoteArgument): unknown {
  switch (argument.type) {
    case 'id':
      return readId(call, argument);
    case 'filter':
    case 'where':
    case 'object':
      return readObject(findValue(call, argument), argument.type, call.options.queryLimits);
    case 'data':
      return readData(call, argument);
    case 'declared':
      return argument.read?.(call);
  }
}

function readId(call: RemoteCall, argument: RemoteArgument): unknown {
  const text = findValue(call, argument);
  const id = typeof text === 'string' ? parseId(text, (argument.of ?? call.model).core.schema) : undefined;
  if (id === undefined) throw new LoopnestError(400, `${argument.arg} is a required argument`);
  return id;
}

function findValue(call: RemoteCall, argument: RemoteArgument): unknown {
  const { arg, source, parameter = arg } = argument;
  if (source === 'path') return call.params.get(parameter);
  if (source === 'query') return call.query.get(arg);
  return call.params.get(arg) ?? bodyMember(call, arg) ?? call.query.get(arg) ?? header(call, arg);
}

function bodyMember(call: RemoteCall, name: string): unknown {
  const { body } = call.req;
  return typeof body === 'object' && body !== null && Object.hasOwn(body, name)
    ? (body as Record<string, unknown>)[name]
    : undefined;
}

function header(call: RemoteCall, name: string): unknown {
  const value = call.req.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
}

function readData(call: RemoteCall, argument: RemoteArgument): unknown {
  const body = call.req.body === undefined ? {} : call.req.body;
  if (body === null) return argument.nullable === true ? {} : null;
  if (typeof body !== 'object') throw new LoopnestError(400, 'Value is not an object.');
  if (Array.isArray(body)) {
    if (argument.allowArray !== true) throw new LoopnestError(400, 'Value is not an object.');
    if (!body.every(isObject)) throw new LoopnestError(400, 'Some of array items are not an object.');
  }
  const maximum = setting(call.model.core, 'maxDepthOfData') ?? call.options.maxDepthOfData;
  if (typeof maximum === 'number') for (const item of Array.isArray(body) ? body : [body]) checkDepth(item, maximum);
  return body;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
