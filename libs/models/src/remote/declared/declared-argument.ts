import type { AnyModel } from '../../model/model.js';
import type { RemoteArgumentOptions } from '../../model/remoting/remote-method-options.js';
import { setting } from '../../model/operations/operation-options.js';
import { checkDepth } from '../../query/query-depth.js';
import { contextOf } from '../hooks/remote-context.js';
import type { RemoteCall } from '../remote-call.js';
import type { RemoteArgument } from '../remote-method.js';
import { findArgument, type RequestSource } from './argument-value.js';
import { isKnownTypeName, type ValueType, valueType } from './argument-type.js';
import { convertValue } from './convert-value.js';

/** An argument of a declared method: where its value is found, and how it is converted. */
export function declaredArgument(options: RemoteArgumentOptions, model: AnyModel): RemoteArgument {
  const { arg, http } = options;
  const source = typeof http === 'object' ? http.source : undefined;
  return {
    arg,
    type: 'declared',
    declaration: options,
    required: options.required === true,
    ...(source === 'path' || source === 'query' || source === 'body' ? { source } : {}),
    read: readerOf(options, model),
  };
}

type Read = (call: RemoteCall) => unknown;

function readerOf({ arg, type, http, allowArray }: RemoteArgumentOptions, model: AnyModel): Read {
  if (typeof http === 'function') {
    const found = valueTypeOf(type, model, arg);
    return (call) => convertValue((http as (context: unknown) => unknown)(contextOf(call)), found, 'json', arg);
  }
  if (http === 'optionsFromRequest') return (call) => call.options;
  switch (http?.source) {
    case 'req':
      return (call) => call.req;
    case 'res':
      return (call) => call.res;
    case 'context':
      return (call) => contextOf(call);
    case 'optionsFromRequest':
      return (call) => call.options;
    default:
      return readConverted(arg, http?.source, valueTypeOf(type, model, arg), allowArray === true);
  }
}

function readConverted(arg: string, source: RequestSource | undefined, type: ValueType, allowsArray: boolean): Read {
  const list: ValueType = { kind: 'array', items: type };
  return (call) => {
    const { value, form } = findArgument(call, arg, source);
    refuseDeep(call, value);
    const isList = allowsArray && (Array.isArray(value) || (form === 'text' && isListText(value)));
    return convertValue(value, isList ? list : type, form, arg);
  };
}

function isListText(value: unknown): boolean {
  return typeof value === 'string' && value.startsWith('[') && value.endsWith(']');
}

// The same limit as that of the bodies of built-in methods.
function refuseDeep({ model, options }: RemoteCall, value: unknown): void {
  const maximum = setting(model.core, 'maxDepthOfData') ?? options.maxDepthOfData;
  if (typeof maximum === 'number') checkDepth(value, maximum);
}

function valueTypeOf(type: unknown, model: AnyModel, arg: string): ValueType {
  const found = valueType(type, (name) => model.registry.findModel(name));
  if (found.kind === 'any' && !isKnownTypeName(type))
    model.registry.warn(`The type ${JSON.stringify(type)} of the argument "${arg}" is not known: it is taken as any`);
  return found;
}
