import type { HookContext } from '@loopnest/models';
import type { AuthState } from '../../plugin/auth-state.js';
import type { AccessToken } from '../../tokens/access-token.js';
import { keepsPassword } from '../has-password.js';
import type { User, UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { endTokensOf } from './end-tokens-of.js';
import { HookValue } from './hook-value.js';
import { storedUsers } from './stored-users.js';

/** Ids of the users whose tokens end with a write. */
const ending = new HookValue<readonly unknown[]>('endingSessions');

/**
 * What a changed e-mail or password brings about: the tokens of the user end, but that of the request; and a new e-mail is not
 * verified.
 */
export function endSessions(model: UserClass, state: AuthState): void {
  model.observe('before save', async (context: HookContext) => {
    const { isNewInstance, instance, data, options } = context;
    if (isNewInstance === true || keepsPassword(options)) return;
    const changes = (instance ?? data ?? {}) as Partial<User>;
    if (changes.email === undefined && changes.password === undefined) return;
    const stored = await storedUsers(context);
    if (stored.some((user) => isEmailChange(user, changes, context))) forgetEmail(context);
    const changed = stored.filter((user) => isEmailChange(user, changes, context) || isPasswordChange(user, changes));
    if (options['preserveAccessTokens'] !== true)
      ending.set(
        context,
        changed.map((user) => user.getId()),
      );
  });
  model.observe('after save', (context: HookContext) => end(context, state));
  // Nobody is told after a save then.
  model.observe('persist', async (context: HookContext) => {
    if (context.options.notify === false) await end(context, state);
  });
}

async function end(context: HookContext, state: AuthState): Promise<void> {
  const ids = ending.get(context) ?? [];
  if (ids.length === 0) return;
  ending.set(context, []);
  const token = context.options['accessToken'] as (AccessToken & { readonly $id?: unknown }) | null | undefined;
  await endTokensOf(context.Model, ids, { state, options: context.options, kept: token?.$id });
}

function isEmailChange(user: User, { email }: Partial<User>, { Model }: HookContext): boolean {
  if (typeof email !== 'string') return false;
  return user.email !== (userSettings(Model).caseSensitiveEmail ? email : email.toLowerCase());
}

function isPasswordChange(user: User, { password }: Partial<User>): boolean {
  return typeof password === 'string' && user.password !== password;
}

function forgetEmail({ Model, instance, data }: HookContext): void {
  const values = (instance ?? data) as Record<string, unknown>;
  values['verificationToken'] = null;
  if (userSettings(Model).emailVerificationRequired) values['emailVerified'] = false;
}
