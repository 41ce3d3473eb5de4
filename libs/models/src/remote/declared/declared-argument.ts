import type { AnyModel } from '../../model/model.js';
import type { RemoteArgumentOptions } from '../../model/remoting/remote-method-options.js';
import { contextOf } from '../hooks/remote-context.js';
import type { RemoteCall } from '../remote-call.js';
import type { RemoteArgument } from '../remote-method.js';
import { findArgument, type RequestSource } from './argument-value.js';
import { isKnownTypeName, type ValueType, valueType } from './argument-type.js';
import { convertValue, type ValueForm } from './convert-value.js';

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
  if (typeof http === 'function') return (call) => (http as (context: unknown) => unknown)(contextOf(call));
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
  const convert = (value: unknown, form: ValueForm) =>
    allowsArray && Array.isArray(value)
      ? value.map((item) => convertValue(item, type, form, arg))
      : convertValue(value, type, form, arg);
  return (call) => {
    const { value, form } = findArgument(call, arg, source);
    return convert(value, form);
  };
}

function valueTypeOf(type: unknown, model: AnyModel, arg: string): ValueType {
  const found = valueType(type, (name) => model.registry.findModel(name));
  if (found.kind === 'any' && !isKnownTypeName(type))
    model.registry.warn(`The type ${JSON.stringify(type)} of the argument "${arg}" is not known: it is taken as any`);
  return found;
}
