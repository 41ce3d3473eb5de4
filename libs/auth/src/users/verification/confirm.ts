import { LoopnestError } from '@loopnest/models';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isAllowedRedirect } from './allowed-redirect.js';
import { isVerification, leadsTo } from './verification-token.js';
import { idNameOf } from '../../plugin/id-name-of.js';

/** How much of a wrong token is repeated. */
const SHOWN = 200;

/**
 * Marks the e-mail of a user as verified, by the token of the mail. The token counts once.
 *
 * @throws LoopnestError 404 for an unknown user, 400 for a wrong token or a redirect that is not allowed
 */
export async function confirm(model: UserClass, uid: unknown, token: unknown, redirect: unknown): Promise<undefined> {
  const user = await findUser(model, uid);
  if (!isVerification(token, user, Date.now())) throw invalidToken(token);
  if (typeof redirect === 'string') {
    const isAllowed = isAllowedRedirect(redirect, userSettings(model)) || leadsTo(redirect, user.verificationToken);
    if (!isAllowed) throw new LoopnestError(400, 'Invalid redirect', { code: 'INVALID_REDIRECT' });
  }
  // Only what is there still: the e-mail may have been changed meanwhile, and is another one then.
  const where = { [idNameOf(model)]: user.getId(), verificationToken: user.verificationToken };
  const verified = { verificationToken: null, emailVerified: true };
  const { count } = await model.updateAll(where as never, verified as never, { validate: false });
  if (count === 0) throw invalidToken(token);
  return undefined;
}

function invalidToken(token: unknown): LoopnestError {
  return new LoopnestError(400, `Invalid token: ${String(token).slice(0, SHOWN)}`, { code: 'INVALID_TOKEN' });
}

async function findUser(model: UserClass, uid: unknown): Promise<User> {
  const isId = (typeof uid === 'string' && uid !== '') || typeof uid === 'number';
  const user = isId ? await model.findById(uid) : null;
  if (user !== null) return user as User;
  throw new LoopnestError(404, `User not found: ${String(uid)}`, { code: 'USER_NOT_FOUND' });
}
