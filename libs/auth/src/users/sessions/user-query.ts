import { LoopnestError } from '@loopnest/models';
import type { Credentials, UserClass, UserQuery } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isGiven } from './credentials.js';

/** A query of values that are texts: no operator of a client's gets into it. */
export type CheckedUserQuery = { readonly email?: string; readonly username?: string; readonly realm?: string };

/**
 * Who a login is about.
 *
 * @throws LoopnestError 400 where that is not said
 */
export function queryOf(model: UserClass, credentials: Credentials): CheckedUserQuery {
  const { needsRealm, realmDelimiter } = userSettings(model);
  const query = model.normalizeCredentials(credentials, needsRealm, realmDelimiter);
  if (needsRealm) checkRealm(query);
  checkName(query);
  return query as CheckedUserQuery;
}

/** @throws LoopnestError 400 where a realm is missing, or is no text */
export function checkRealm({ realm }: UserQuery): void {
  if (!isGiven(realm)) throw new LoopnestError(400, 'realm is required', { code: 'REALM_REQUIRED' });
  if (typeof realm !== 'string') throw new LoopnestError(400, 'Invalid realm', { code: 'INVALID_REALM' });
}

function checkName({ email, username }: UserQuery): void {
  if (!isGiven(email) && !isGiven(username))
    throw new LoopnestError(400, 'username or email is required', { code: 'USERNAME_EMAIL_REQUIRED' });
  if (isGiven(email) && typeof email !== 'string')
    throw new LoopnestError(400, 'Invalid email', { code: 'INVALID_EMAIL' });
  if (isGiven(username) && typeof username !== 'string')
    throw new LoopnestError(400, 'Invalid username', { code: 'INVALID_USERNAME' });
}
