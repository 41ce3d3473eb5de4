import type { AnyModel } from '../model/model.js';
import type { RemoteArgument, RemoteMethod } from '../remote/remote-method.js';
import { PersistedModelController } from './persisted-model.controller.js';

// Nest's numbers of parameter types: pipes are told `body`, `query` or `param` by them.
const PARAM_TYPES = { request: 0, body: 3, query: 4, param: 5 } as const;

/** Metadata key of the arguments of generated handlers, apart from Nest's own, which a host's decorators fill. */
export const ARGUMENTS_METADATA = 'loopnest:arguments';

/** Name of the controller's method that a remote method is: `patchAttributes` for `prototype.patchAttributes`. */
export function handlerName(method: RemoteMethod): string {
  return method.name.replace(/^prototype\./, '');
}

/** Makes the class whose methods are a model's remote methods, for `ExecutionContext.getClass()` and `getHandler()`. */
export function generateController(model: AnyModel): new () => PersistedModelController {
  const name = `${model.modelName}Controller`;
  const { [name]: generated } = { [name]: class extends PersistedModelController {} };
  if (generated === undefined) throw new TypeError('No class was made');
  return generated;
}

/** Gives a controller class a method of its own for a remote method, so that metadata and names are the model's. */
export function generateHandler(target: NewableFunction, method: RemoteMethod, run: (...values: unknown[]) => unknown): (...values: unknown[]) => unknown {
  const name = handlerName(method);
  const handler = { [name]: (...values: unknown[]) => run(...values) }[name] ?? run;
  Object.defineProperty(target.prototype, name, { value: handler, configurable: true, writable: true });
  return handler;
}

/** Tells Nest of the arguments of a handler, so that its pipes see them; the last one is the options of the request. */
export function describeArguments(target: NewableFunction, method: RemoteMethod): void {
  const name = handlerName(method);
  const parameters = method.accepts.map((argument, index) => [`${String(paramType(argument))}:${String(index)}`, { index, data: argument.arg, pipes: [] }]);
  const options = [`${String(PARAM_TYPES.request)}:${String(parameters.length)}`, { index: parameters.length, data: undefined, pipes: [] }];
  Reflect.defineMetadata(ARGUMENTS_METADATA, Object.fromEntries([...parameters, options]), target, name);
  Reflect.defineMetadata('design:paramtypes', [...method.accepts, options].map(() => Object), target.prototype as object, name);
}

function paramType(argument: RemoteArgument): number {
  if (argument.source === 'path') return PARAM_TYPES.param;
  return argument.source === 'body' ? PARAM_TYPES.body : PARAM_TYPES.query;
}
