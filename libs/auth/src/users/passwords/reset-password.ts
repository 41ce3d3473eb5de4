import { LoopnestError } from '@loopnest/models';
import type { AuthState } from '../../plugin/auth-state.js';
import { checkRealm } from '../sessions/user-query.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { inBackground } from './reset-request.js';
import { makeResetToken } from './reset-tokens.js';
import { storedUser } from '../stored-user.js';

/** What a client sends that has forgotten the password. */
export interface ResetOptions {
  readonly email?: unknown;
  readonly realm?: unknown;
  readonly password?: unknown;
}

/**
 * Makes a token that opens the way to a new password, and emits `resetPasswordRequest` with it. For an e-mail that nobody has,
 * or that is not verified, nothing happens, unless the model reveals it.
 *
 * @throws LoopnestError 400 for what is no e-mail
 */
export async function resetPassword(model: UserClass, given: ResetOptions, state: AuthState): Promise<undefined> {
  const options: ResetOptions = typeof given === 'object' && given !== null ? given : {};
  const where = queryOf(model, options);
  const { password } = options;
  if (password) model.validatePassword(password);
  const user = (await model.findOne({ where })) as User | null;
  const refused = refusal(model, user);
  if (refused !== undefined) {
    if (userSettings(model).revealUnknownAccounts) throw refused;
    return undefined;
  }
  if (user === null) return undefined;
  await inBackground(options, model, () => request(model, user, options, state));
  return undefined;
}

function queryOf(
  model: UserClass,
  { email, realm }: ResetOptions,
): { readonly email: string; readonly realm?: string } {
  if (typeof email !== 'string' || email === '')
    throw new LoopnestError(400, 'Email is required', { code: 'EMAIL_REQUIRED' });
  const { needsRealm, realmDelimiter } = userSettings(model);
  if (needsRealm) {
    const query = model.normalizeCredentials({ email, realm }, true, realmDelimiter);
    checkRealm(query);
    return query as { email: string; realm: string };
  }
  if (realm === undefined || realm === null || realm === '') return { email };
  checkRealm({ realm });
  return { email, realm: realm as string };
}

function refusal(model: UserClass, user: User | null): LoopnestError | undefined {
  if (user === null) return new LoopnestError(404, 'Email not found', { code: 'EMAIL_NOT_FOUND' });
  if (!userSettings(model).emailVerificationRequired || user.emailVerified === true) return undefined;
  return new LoopnestError(401, 'Email has not been verified', { code: 'RESET_FAILED_EMAIL_NOT_VERIFIED' });
}

async function request(model: UserClass, user: User, options: ResetOptions, state: AuthState): Promise<void> {
  const accessToken = await makeResetToken(user, options, state);
  // It is sent to the e-mail that was asked for: not where that is no longer the user's, whose tokens have ended before.
  if ((await storedUser(user))?.email !== user.email) {
    await accessToken.destroy();
    return;
  }
  model.emit('resetPasswordRequest', { email: options.email, user, accessToken, options });
}
