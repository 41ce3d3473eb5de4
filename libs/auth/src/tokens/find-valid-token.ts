import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { findToken } from './find-token.js';
import { InvalidTokenError } from './invalid-token.error.js';
import { hasItsUser } from './user-of-token.js';
import { isTokenValid } from './token-validity.js';

/**
 * The token of the first candidate that is one; `undefined` where there is none.
 *
 * @throws InvalidTokenError where it has ended; it is gone then
 */
export async function findValidToken(
  model: AccessTokenClass,
  candidates: readonly string[],
  state: AuthState,
): Promise<AccessToken | undefined> {
  const found = await findToken(model, candidates, state);
  if (found === undefined) return undefined;
  const { token } = found;
  const isValid = found.hasItsUser === true && isTokenValid(token, state);
  if (isValid || (await validateToken(token, state))) return token;
  throw new InvalidTokenError();
}

/** Whether a token has not ended. One that has is deleted. */
export async function validateToken(token: AccessToken, state: AuthState): Promise<boolean> {
  if (isTokenValid(token, state) && (await hasItsUser(token, state))) return true;
  await token.destroy();
  return false;
}
