import type { RemoteMethodOptions } from '../../model/remoting/remote-method-options.js';
import { READ_METHODS } from '../methods/read-methods.js';
import { REPLICATION_ACCESS } from '../methods/replication-access.js';
import { writeMethods } from '../methods/write-methods.js';
import type { AccessType, RemoteRoute } from '../remote-method.js';

const ACCESS_TYPES: readonly string[] = ['READ', 'WRITE', 'REPLICATE', 'EXECUTE'] satisfies readonly AccessType[];

const BUILT_IN: ReadonlyMap<string, AccessType> = new Map([
  ...[...READ_METHODS, ...writeMethods({ replaceOnPUT: true })].flatMap(({ name, aliases, accessType }) =>
    [name, ...aliases].map((each) => [each, accessType] as const),
  ),
  ...Object.entries(REPLICATION_ACCESS),
]);

/**
 * The access type of a declared method: as it says; where its only route is for GET or HEAD `READ`, for built-in names theirs,
 * else `EXECUTE`.
 */
export function accessTypeOf(
  name: string,
  { accessType }: RemoteMethodOptions,
  routes: readonly RemoteRoute[],
): AccessType {
  if (accessType !== undefined) {
    const written = String(accessType).toUpperCase();
    if (ACCESS_TYPES.includes(written)) return written as AccessType;
    throw new Error(`unknown accessType ${JSON.stringify(accessType)}; it must be one of ${ACCESS_TYPES.join(', ')}`);
  }
  const [route] = routes;
  if (routes.length === 1 && (route?.verb === 'get' || route?.verb === 'head')) return 'READ';
  return BUILT_IN.get(name) ?? 'EXECUTE';
}
