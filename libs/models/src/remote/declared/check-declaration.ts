import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { accessTypeOf } from './access-type.js';
import { declaredRoutes } from './declared-routes.js';

/** Refuses a declaration that cannot be understood: an unknown verb, source or access type, a status that is none. */
export function checkDeclaration(name: string, options: RemoteMethodOptions): void {
  try {
    accessTypeOf(name, options, declaredRoutes(name, options.http));
    for (const argument of [options.accepts ?? []].flat()) checkArgument(argument);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`The remote method "${name}" cannot be declared: ${why}`, { cause: error });
  }
}

const SOURCES = new Set([
  'path',
  'query',
  'header',
  'body',
  'form',
  'formData',
  'req',
  'res',
  'context',
  'optionsFromRequest',
]);

function checkArgument({ arg, http }: { readonly arg?: unknown; readonly http?: unknown }): void {
  if (typeof arg !== 'string' || arg === '') throw new Error(`an argument needs a name: arg is ${JSON.stringify(arg)}`);
  const source: unknown = typeof http === 'object' && http !== null && 'source' in http ? http.source : undefined;
  if (source !== undefined && !SOURCES.has(String(source)))
    throw new Error(
      `unknown source ${JSON.stringify(source)} of "${arg}"; it must be one of ${[...SOURCES].join(', ')}`,
    );
}
