import type { AuthState } from '../plugin/auth-state.js';
import { orCallback } from '../tokens/or-callback.js';
import { hasPassword } from './has-password.js';
import { changePassword } from './passwords/change-password.js';
import { setPassword } from './passwords/set-password.js';
import { createAccessToken } from './sessions/create-access-token.js';
import { divide, type Done } from './trailing-callback.js';
import type { User, UserClass } from './user.js';
import { verify } from './verification/verify.js';

/** The functions of the instances of a user model. Descendants inherit them, and applications may override them. */
export function addInstanceMethods(model: UserClass, state: AuthState): void {
  Object.assign(model.prototype, {
    createAccessToken(this: User, ...rest: readonly unknown[]) {
      const { values, callback } = divide(rest);
      return orCallback(createAccessToken(this, values[0], values[1]), callback);
    },
    hasPassword(this: User, plain: unknown, callback?: Done) {
      return orCallback(hasPassword(this, plain), callback);
    },
    changePassword(this: User, old: unknown, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = divide(rest);
      return orCallback(changePassword(this, old, plain, values[0] as never), callback);
    },
    setPassword(this: User, plain: unknown, ...rest: readonly unknown[]) {
      const { values, callback } = divide(rest);
      return orCallback(setPassword(this, plain, values[0] as never), callback);
    },
    verify(this: User, ...rest: readonly unknown[]) {
      const { values, callback } = divide(rest);
      return orCallback(verify(this, values[0] as never, values[1] as never, state), callback);
    },
  });
}
