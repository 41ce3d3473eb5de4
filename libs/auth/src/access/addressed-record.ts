import { contextOf, type RemoteCall } from '@loopnest/models';

const BY_BODY = new Set(['patchOrCreate', 'replaceOrCreate']);

/**
 * Id of the record that a call addresses (the chapter on auth, section 4): the parameter `id` of the path, else the argument
 * `id` that the method declares, else the `id` within the body of the two methods that take the record whole. Anything else
 * that a request calls `id` is no claim.
 */
export function recordOf(call: RemoteCall): unknown {
  const { args } = contextOf(call);
  if (call.params.has('id')) return call.method.isStatic && 'id' in args ? args['id'] : call.given?.[0];
  if ('id' in args) return args['id'];
  if (!BY_BODY.has(call.method.name)) return undefined;
  const { data } = args;
  return typeof data === 'object' && data !== null && Object.hasOwn(data, 'id')
    ? (data as Record<string, unknown>)['id']
    : undefined;
}
