import type { AnyModel } from '../../model/model.js';
import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { instanceOf } from '../methods/instance-of.js';
import type { RemoteArgument, RemoteMethod, RemoteResult } from '../remote-method.js';
import { accessTypeOf } from './access-type.js';
import { ANSWERED, callFunction, valuesOf } from './call-function.js';
import { declaredArgument } from './declared-argument.js';
import { answerOfValues, declaredResults, type DeclaredResults, isFile } from './declared-results.js';
import { declaredRoutes } from './declared-routes.js';

/**
 * The remote method that an application declares, in code or in `methods` of a definition.
 *
 * @param name - with `prototype.` before it for a method of instances
 * @throws Error where the declaration cannot be understood
 */
export function declaredMethod(
  name: string,
  options: RemoteMethodOptions,
  model: AnyModel,
  find: FindFunction = byName(name),
): RemoteMethod {
  const isStatic = !name.startsWith('prototype.');
  const results = declaredResults(options.returns);
  const routes = declaredRoutes(name, options.http);
  const accepts = listOf(options.accepts).map((argument) => declaredArgument(argument, model));
  return {
    name,
    aliases: listOf(options.aliases),
    isStatic,
    accepts: isStatic ? accepts : [idArgument(accepts), ...accepts],
    returns: results.all.map((result): RemoteResult => ({
      ...result,
      arg: result.arg ?? '',
      type: String(result.type),
    })),
    routes,
    accessType: accessTypeOf(name, options, routes),
    shared: options.shared !== false,
    description: listOf(options.description).join('\n'),
    invoke: invoker(name, results, find),
    answerOf: (value, call) => answerOfValues(results, valuesOf(value, results.all.length), call),
    answers: results.stream === undefined ? (isFile(results.root) ? 'file' : 'whole') : 'stream',
    declaration: options,
    ...(results.stream === undefined ? {} : { isEventStream: true }),
  };
}

// The id of the instance goes by another name where the method has an argument called `id`.
function idArgument(others: readonly RemoteArgument[]): RemoteArgument {
  const isTaken = others.some(({ arg }) => arg === 'id');
  return { arg: isTaken ? 'instanceId' : 'id', parameter: 'id', type: 'id', source: 'path', required: true };
}

/** Finds the function of a method, and what it is called on, in a class or an instance. */
export type FindFunction = (self: unknown) => { readonly fn: unknown; readonly self: unknown };

// Looked up at each call: an application may replace it.
function byName(name: string): FindFunction {
  const ownName = name.replace(/^prototype\./, '');
  return (self) => ({ fn: (self as Record<string, unknown>)[ownName], self });
}

function invoker(name: string, results: DeclaredResults, find: FindFunction): RemoteMethod['invoke'] {
  const isStatic = !name.startsWith('prototype.');
  return async (model, values, _options, call) => {
    const { fn, self } = find(isStatic ? model : await instanceOf(model, values[0], call));
    if (typeof fn !== 'function')
      throw new TypeError(`${model.modelName}.${name} is declared, but there is no such function`);
    const parameters = isStatic ? values : values.slice(1);
    const found = await callFunction(
      fn as (...all: unknown[]) => unknown,
      self,
      parameters,
      results.all.length,
      call.res,
    );
    return found === ANSWERED ? ANSWERED : answerOfValues(results, found, call);
  };
}

function listOf<T>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : ([value].flat() as readonly T[]);
}
