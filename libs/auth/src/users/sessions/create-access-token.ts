import type { AccessToken } from '../../tokens/access-token.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isClientData } from './client-data.js';
import { grantedTtl } from './token-ttl.js';

/**
 * Makes a token of a user.
 *
 * @param given - the seconds that it lives, or its properties
 * @param options - those of a call; the credentials of a login, which stand in their place, are none
 */
export function createAccessToken(user: User, given: unknown, options: unknown): Promise<AccessToken> {
  const data = typeof given === 'object' && given !== null ? given : { ttl: given };
  const { ttl } = data as { ttl?: unknown };
  const seconds = Number(ttl);
  const granted = grantedTtl(
    seconds !== 0 && Number.isFinite(seconds) && ttl !== null ? seconds : undefined,
    userSettings(user.constructor as unknown as UserClass),
  );
  return user.accessTokens.create({ ...data, ttl: granted }, isClientData(options) ? undefined : options);
}
