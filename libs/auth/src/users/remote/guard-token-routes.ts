import { LoopnestError, type RemoteContext } from '@loopnest/models';
import { grantedTtl, requestedTtl } from '../sessions/token-ttl.js';
import type { UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';

/** Lets clients say of the tokens below a user how long they live, and nothing else (deviation 9 of the chapter on auth). */
export function guardTokenRoutes(model: UserClass): void {
  model.beforeRemote('prototype.__create__accessTokens', (({ args }: RemoteContext) => {
    const { data } = args;
    args['data'] = Array.isArray(data) ? data.map((item) => newToken(item, model)) : newToken(data, model);
  }) as never);
  model.beforeRemote('prototype.__updateById__accessTokens', (({ args }: RemoteContext) => {
    const ttl = ttlOf(args['data'], model);
    args['data'] = ttl === undefined ? {} : { ttl: grantedTtl(ttl, userSettings(model)) };
  }) as never);
}

function newToken(data: unknown, model: UserClass): object {
  return { ttl: grantedTtl(ttlOf(data, model), userSettings(model)) };
}

function ttlOf(data: unknown, model: UserClass): number | undefined {
  const ttl = requestedTtl((data as { ttl?: unknown } | null | undefined)?.ttl);
  if (ttl !== -1 || userSettings(model).allowEternalTokens) return ttl;
  throw new LoopnestError(400, 'Invalid ttl', { code: 'INVALID_TTL' });
}
