import { type Callback, type OperationOptions, settle, splitCallback } from '@loopnest/models';
import { randomBytes } from 'node:crypto';
import { checkPassword } from '../passwords/check-password.js';
import { hashPassword } from '../passwords/password-hash.js';
import type { AuthState } from '../plugin/auth-state.js';
import { requireUser } from './passwords/change-password.js';
import { resetPassword } from './passwords/reset-password.js';
import { normalizeCredentials } from './sessions/credentials.js';
import { logIn } from './sessions/log-in.js';
import { logOut } from './sessions/log-out.js';
import type { User, UserClass } from './user.js';
import { userSettings } from './user-settings.js';
import { confirm } from './verification/confirm.js';

/** The functions of a user model. Descendants inherit them, and applications may override them. */
export function addStatics(model: UserClass, state: AuthState): void {
  Object.assign(model, sessionStatics(state), passwordStatics(state), verificationStatics());
}

function sessionStatics(state: AuthState): object {
  return {
    login(this: UserClass, credentials: never, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(logIn(this, credentials, values[0]), callback);
    },
    logout(this: UserClass, id: unknown, callback?: Callback<unknown>) {
      return settle(logOut(state.tokenModelOf(this), id), callback);
    },
    normalizeCredentials,
  };
}

function passwordStatics(state: AuthState): object {
  return {
    async hashPassword(this: UserClass, plain: unknown) {
      this.validatePassword(plain);
      return hashPassword(plain as string, userSettings(this).saltWorkFactor);
    },
    validatePassword: (plain: unknown): void => checkPassword(plain),
    resetPassword(this: UserClass, options: never, callback?: Callback<unknown>) {
      return settle(resetPassword(this, options, state), callback);
    },
    changePassword(this: UserClass, id: unknown, old: unknown, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      const changing = requireUser(this, id).then((user) => user.changePassword(old, plain, values[0]));
      return settle(changing, callback);
    },
    setPassword(this: UserClass, id: unknown, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(
        requireUser(this, id).then((user) => user.setPassword(plain, values[0])),
        callback,
      );
    },
  };
}

function verificationStatics(): object {
  return {
    confirm(this: UserClass, uid: unknown, token: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(confirm(this, uid, token, values[0]), callback);
    },
    getVerifyOptions(this: UserClass) {
      return { ...userSettings(this).verifyOptions };
    },
    generateVerificationToken(_user: User, ...rest: readonly (OperationOptions | Callback<unknown> | undefined)[]) {
      return settle(Promise.resolve(randomBytes(64).toString('hex')), splitCallback(rest).callback);
    },
  };
}
