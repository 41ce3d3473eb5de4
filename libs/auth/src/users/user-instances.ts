import { type Callback, settle, splitCallback } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { hasPassword } from './has-password.js';
import { changePassword } from './passwords/change-password.js';
import { setPassword } from './passwords/set-password.js';
import { createAccessToken } from './sessions/create-access-token.js';
import type { User, UserClass } from './user.js';
import { verify } from './verification/verify.js';

/** The functions of the instances of a user model. Descendants inherit them, and applications may override them. */
export function addInstanceMethods(model: UserClass, state: AuthState): void {
  Object.assign(model.prototype, {
    createAccessToken(this: User, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(createAccessToken(this, values[0], values[1]), callback);
    },
    hasPassword(this: User, plain: unknown, callback?: Callback<unknown>) {
      return settle(hasPassword(this, plain), callback);
    },
    changePassword(this: User, old: unknown, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(changePassword(this, old, plain, values[0] as never), callback);
    },
    setPassword(this: User, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(setPassword(this, plain, values[0] as never), callback);
    },
    verify(this: User, ...rest: readonly unknown[]) {
      const { values, callback } = splitCallback(rest);
      return settle(verify(this, values[0] as never, values[1] as never, state), callback);
    },
  });
}
