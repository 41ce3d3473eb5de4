import type { AnyModel } from '@loopnest/models';
import { checkPassword } from '../passwords/check-password.js';
import { hashPassword } from '../passwords/password-hash.js';
import type { AuthState } from '../plugin/auth-state.js';
import { orCallback } from '../tokens/or-callback.js';
import { hasPassword } from './has-password.js';
import { declareMethods } from './remote/declare-methods.js';
import { checkUsers } from './saving/check-users.js';
import { hashPasswords } from './saving/hash-passwords.js';
import { findEmailsWithoutCase, setUpProperties } from './saving/set-up-properties.js';
import { createAccessToken } from './sessions/create-access-token.js';
import { normalizeCredentials } from './sessions/credentials.js';
import { logIn } from './sessions/log-in.js';
import { logOut } from './sessions/log-out.js';
import type { User, UserClass } from './user.js';
import { userSettings } from './user-settings.js';

/** Gives a user model its behaviour. Called for `User`, and for each descendant. */
export function setUpUser(model: AnyModel, state: AuthState): void {
  const users = model as UserClass;
  setUpProperties(users, state.givenPasswords);
  checkUsers(users);
  declareMethods(users);
  // The rest is inherited.
  if (model.modelName !== 'User') return;
  findEmailsWithoutCase(users);
  hashPasswords(users, state.givenPasswords);
  addStatics(users, state);
  addInstanceMethods(users);
}

type Done = (error: unknown, value?: unknown) => void;

function addStatics(model: UserClass, state: AuthState): void {
  Object.assign(model, {
    login(this: UserClass, credentials: never, include?: unknown, callback?: Done) {
      const done = typeof include === 'function' ? (include as Done) : callback;
      return orCallback(logIn(this, credentials, include), done);
    },
    logout(this: UserClass, id: unknown, callback?: Done) {
      return orCallback(logOut(state.tokenModelOf(this), id), callback);
    },
    normalizeCredentials,
    async hashPassword(this: UserClass, plain: unknown) {
      this.validatePassword(plain);
      return hashPassword(plain as string, userSettings(this).saltWorkFactor);
    },
    validatePassword: (plain: unknown): void => checkPassword(plain),
  });
}

function addInstanceMethods(model: UserClass): void {
  Object.assign(model.prototype, {
    createAccessToken(this: User, data: unknown, options?: unknown, callback?: Done) {
      const done = [data, options, callback].find((each) => typeof each === 'function') as Done | undefined;
      const [ttl, rest] = [data, options].map((each) => (typeof each === 'function' ? undefined : each));
      return orCallback(createAccessToken(this, ttl, rest), done);
    },
    hasPassword(this: User, plain: unknown, callback?: Done) {
      return orCallback(hasPassword(this, plain), callback);
    },
  });
}
