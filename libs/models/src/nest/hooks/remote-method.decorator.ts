import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { hookMethod } from './hook-methods.js';

/**
 * Makes a method of a `@ModelHooks` provider, or of a `@ModelController`, a remote method of the model: over REST as `http`
 * says, and in code as `Model.name(…)`. It gets the arguments that `accepts` declares; one of instances (`prototype.name`)
 * of a provider gets the instance before them, one of a controller the id.
 *
 * @param name - its name where it is not that of the method
 *
 * @example
 * @RemoteMethod({ http: { verb: 'get' }, returns: { arg: 'total', type: 'number' } })
 * total(): Promise<number> { … }
 */
export function RemoteMethod(name: string, options?: RemoteMethodOptions): MethodDecorator;
export function RemoteMethod(options?: RemoteMethodOptions): MethodDecorator;
export function RemoteMethod(
  first: string | RemoteMethodOptions = {},
  second: RemoteMethodOptions = {},
): MethodDecorator {
  return typeof first === 'string'
    ? hookMethod({ kind: 'remoteMethod', name: first, options: second })
    : hookMethod({ kind: 'remoteMethod', name: undefined, options: first });
}
