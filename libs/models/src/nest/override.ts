import type { RemoteMethod } from '../remote/remote-method.js';
import { isGenerated } from './controller-bases.js';
import { type Handler, handlerName } from './generated-controller.js';

// What Nest's route decorators leave on a method; the name is part of their contract with other libraries.
const ROUTE_METADATA = 'method';

// What every controller has; a model is a function, too.
const INJECTED = new Set(['model', 'application']);

/** A method of a host's controller that takes the place of a remote method. */
export interface Override {
  readonly name: string;
  readonly run: Handler;
}

/** Finds the method of a controller that overrides a remote method, by any of its names; one with a route of its own does not. */
export function findOverride(controller: object, method: RemoteMethod): Override | undefined {
  for (const name of [method.name, ...method.aliases].map((each) => handlerName({ name: each }))) {
    const own: unknown = (controller as Record<string, unknown>)[name];
    if (typeof own !== 'function' || isGenerated(name, own) || name in Object.prototype || INJECTED.has(name)) continue;
    if (!Reflect.hasMetadata(ROUTE_METADATA, own)) return { name, run: own as Handler };
  }
  return undefined;
}
