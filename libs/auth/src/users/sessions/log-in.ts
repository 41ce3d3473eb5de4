import { LoopnestError } from '@loopnest/models';
import { pretendToCheck } from '../../passwords/password-hash.js';
import type { AccessToken } from '../../tokens/access-token.js';
import type { Credentials, User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { asClientData } from './client-data.js';
import { requestedTtl } from './token-ttl.js';
import { queryOf } from './user-query.js';
import { storedUser } from '../stored-user.js';

/**
 * A token for whoever proves by a password who it is. It takes the same time for users that there are not.
 *
 * @param include - names, in any case; only `user` means something
 * @throws LoopnestError 400 for what is no login, 401 for one that fails
 */
export async function logIn(model: UserClass, given: Credentials, include: unknown): Promise<AccessToken> {
  const credentials: Credentials = typeof given === 'object' && given !== null ? given : {};
  const where = queryOf(model, credentials);
  const ttl = requestedTtl(credentials.ttl);
  const user = (await model.findOne({ where })) as User | null;
  if (user === null) {
    await pretendToCheck(credentials.password, userSettings(model).saltWorkFactor);
    throw loginFailed();
  }
  if (!(await user.hasPassword(credentials.password))) throw loginFailed();
  if (userSettings(model).emailVerificationRequired && user.emailVerified !== true) throw notVerified(user);
  const token = await makeToken(user, ttl, credentials);
  if (!(await isStill(user, credentials.password))) {
    await token.destroy();
    throw loginFailed();
  }
  if (namesUser(include)) addUser(token, user);
  return token;
}

/**
 * Whether a password is that of a user still. A change of it, or the end of the user, ends the sessions that are there: not the
 * one of a login that has begun before.
 */
async function isStill(user: User, plain: unknown): Promise<boolean> {
  const stored = await storedUser(user);
  return stored !== undefined && (stored.password === user.password || (await stored.hasPassword(plain)));
}

function loginFailed(): LoopnestError {
  return new LoopnestError(401, 'login failed', { code: 'LOGIN_FAILED' });
}

function notVerified(user: User): LoopnestError {
  return new LoopnestError(401, 'login failed as the email has not been verified', {
    code: 'LOGIN_FAILED_EMAIL_NOT_VERIFIED',
    details: { userId: user.getId() },
  });
}

type MakeToken = (ttl: unknown, ...rest: unknown[]) => unknown;

// One of an application's own takes `(ttl, callback)` or `(ttl, credentials, callback)`.
function makeToken(user: User, ttl: number | undefined, credentials: Credentials): Promise<AccessToken> {
  const make = user.createAccessToken as unknown as MakeToken;
  return new Promise((resolve, reject) => {
    const done = (error: unknown, token?: unknown) =>
      error === undefined || error === null ? resolve(token as AccessToken) : reject(error as Error);
    const made = make.length === 2 ? make.call(user, ttl, done) : make.call(user, ttl, asClientData(credentials), done);
    if (made instanceof Promise) made.then((token) => done(null, token), done);
  });
}

function namesUser(include: unknown): boolean {
  return [include].flat().some((name) => typeof name === 'string' && name.toLowerCase() === 'user');
}

// Under the name of the relation, so that it is shown with the token.
function addUser(token: AccessToken, user: User): void {
  (token as { user?: unknown }).user = user;
}
