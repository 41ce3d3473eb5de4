import type { AccessContext } from '../access/access-context.js';
import type { RoleResolver } from './role-resolvers.js';

/** What a resolver says, by whichever of its ways is first; what it throws is a rejection. */
export function askResolver(resolver: RoleResolver, role: string, context: AccessContext): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const callback = (error?: unknown, isInRole?: unknown) => {
      if (error === undefined || error === null) resolve(Boolean(isInRole));
      else reject(error as Error);
    };
    const returned = resolver(role, context, callback);
    if (isPromise(returned)) returned.then((isInRole) => resolve(Boolean(isInRole)), reject);
    // One that takes no callback has said what it has to say.
    else if (resolver.length < 3) resolve(Boolean(returned));
  });
}

function isPromise(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
