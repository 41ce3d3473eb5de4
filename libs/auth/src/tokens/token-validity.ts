import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken } from './access-token.js';

/** Whether a token has not ended (the chapter on auth, section 2 and deviation 10). */
export function isTokenValid(
  { ttl, created, principalType }: AccessToken,
  state: AuthState,
  now = Date.now(),
): boolean {
  const seconds = Number(ttl);
  if (seconds === -1) return state.userModelOf(principalType)?.settings['allowEternalTokens'] === true;
  const begin = new Date(created).getTime();
  return seconds > 0 && !Number.isNaN(begin) && (now - begin) / 1000 < seconds;
}
