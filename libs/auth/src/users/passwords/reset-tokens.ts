import type { AuthState } from '../../plugin/auth-state.js';
import type { AccessToken } from '../../tokens/access-token.js';
import { asClientData } from '../sessions/client-data.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { tokensWhere } from '../sessions/tokens-where.js';

const SCOPE = 'reset-password';

/** The scopes of the tokens that `setPassword` is for; `undefined` where it takes any session. */
export function resetScopes(model: UserClass): readonly string[] | undefined {
  return userSettings(model).restrictResetPasswordTokenScope ? [SCOPE] : undefined;
}

/** Whether a token is good for nothing but a new password. */
export function isResetToken(token: AccessToken | null | undefined): token is AccessToken {
  return Array.isArray(token?.scopes) && token.scopes.includes(SCOPE);
}

/** Makes the token by which a user sets a new password. Those that were made before end. */
export async function makeResetToken(user: User, given: object, state: AuthState): Promise<AccessToken> {
  const model = user.constructor as unknown as UserClass;
  const { resetPasswordTokenTTL: ttl } = userSettings(model);
  const scopes = resetScopes(model);
  await endResetTokens(user, model, state);
  // A function of an application's own need not take the second argument.
  if (scopes === undefined) return user.createAccessToken(ttl);
  return user.createAccessToken({ ttl, scopes }, asClientData(given));
}

async function endResetTokens(user: User, model: UserClass, state: AuthState): Promise<void> {
  const found = await state.tokenModelOf(model).find({ where: tokensWhere(model, user.getId()) as never });
  const tokens = found as unknown as readonly AccessToken[];
  await Promise.all(tokens.filter(isResetToken).map((token) => token.destroy()));
}
