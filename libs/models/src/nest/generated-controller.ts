import type { Application } from '../application/application.js';
import type { AnyModel } from '../model/model.js';
import type { RemoteArgument, RemoteMethod } from '../remote/remote-method.js';
import { controllerBaseOf } from './controller-bases.js';

// Nest's numbers of parameter types: pipes are told `body`, `query` or `param` by them.
const PARAM_TYPES = { request: 0, body: 3, query: 4, param: 5 } as const;
/** Metadata key of the arguments of generated handlers, apart from Nest's own, which a host's decorators fill. */
export const ARGUMENTS_METADATA = 'loopnest:arguments';
// Where Nest looks the types of parameters up, as compilers leave them.
const PARAM_CLASSES = 'design:paramtypes';

/** A function that Nest runs for a route. */
export type Handler = (...values: unknown[]) => unknown;

/** Name of the controller's method that a remote method is: `patchAttributes` for `prototype.patchAttributes`. */
export function handlerName(method: Pick<RemoteMethod, 'name'>): string {
  return method.name.replace(/^prototype\./, '');
}

/** Makes the controller whose methods are a model's remote methods, with the model's name for `ExecutionContext.getClass()`. */
export function generateController(application: Application, model: AnyModel): object {
  const name = `${model.modelName}Controller`;
  const base = controllerBaseOf(model) as new () => object;
  const { [name]: generated } = { [name]: class extends base {} };
  if (generated === undefined) throw new TypeError('No class was made');
  return Object.assign(new generated(), { application, model });
}

/** A function of a remote method's name, for `ExecutionContext.getHandler()`. */
export function generateHandler(name: string, run: Handler): Handler {
  const handler: Handler = function (this: unknown, ...values) {
    return run.apply(this, values);
  };
  return Object.defineProperty(handler, 'name', { value: name, configurable: true });
}

/**
 * Tells Nest of the arguments of a handler, so that its pipes see them; the last one is the options of the request.
 *
 * @param name - what Nest is to know the handler by
 * @param declared - the controller's own method that runs; what it says of its types counts
 */
export function describeArguments(
  controller: object,
  name: string,
  method: RemoteMethod,
  declared: string | undefined,
): void {
  const parameters = method.accepts.map((argument, index) => [
    `${String(paramType(argument))}:${String(index)}`,
    { index, data: argument.arg, pipes: [] },
  ]);
  const options = [
    `${String(PARAM_TYPES.request)}:${String(parameters.length)}`,
    { index: parameters.length, data: undefined, pipes: [] },
  ];
  Reflect.defineMetadata(
    ARGUMENTS_METADATA,
    Object.fromEntries([...parameters, options]),
    controller.constructor,
    name,
  );
  const types: unknown = declared === undefined ? undefined : Reflect.getMetadata(PARAM_CLASSES, controller, declared);
  Reflect.defineMetadata(PARAM_CLASSES, types ?? [...method.accepts, options].map(() => Object), controller, name);
}

function paramType(argument: RemoteArgument): number {
  if (argument.source === 'path') return PARAM_TYPES.param;
  return argument.source === 'body' ? PARAM_TYPES.body : PARAM_TYPES.query;
}
