import { LoopnestError, type OperationOptions } from '@loopnest/models';
import { isPasswordHash, isPasswordOf } from '../../passwords/password-hash.js';
import type { AccessToken, AccessTokenClass } from '../../tokens/access-token.js';
import { InvalidTokenError } from '../../tokens/invalid-token.error.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isResetToken } from './reset-tokens.js';

/** Stores a new password. The token that it was reset with works once. */
export async function setPassword(
  user: User,
  newPassword: unknown,
  options: OperationOptions = {},
): Promise<undefined> {
  const model = user.constructor as unknown as UserClass;
  model.validatePassword(newPassword);
  if (userSettings(model).rejectReusedPassword) await refuseReused(user, newPassword as string);
  const { accessToken } = options as { accessToken?: AccessToken | null };
  if (isResetToken(accessToken)) await useUp(accessToken);
  await user.patchAttributes({ password: newPassword as string }, { ...options, setPassword: true });
  return undefined;
}

// Before the password is stored: of requests that come at the same time one deletes it.
async function useUp(token: AccessToken): Promise<void> {
  const { count } = await (token.constructor as unknown as AccessTokenClass).destroyById(token.id);
  if (count === 0) throw new InvalidTokenError();
}

async function refuseReused(user: User, plain: string): Promise<void> {
  const { password } = user;
  if (!isPasswordHash(password) || !(await isPasswordOf(plain, password))) return;
  throw new LoopnestError(422, 'The new password has to be another one', { code: 'PASSWORD_REUSED' });
}
