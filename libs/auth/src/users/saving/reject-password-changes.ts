import { type HookContext, LoopnestError, type OperationOptions } from '@loopnest/models';
import { keepsPassword } from '../has-password.js';
import type { UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import type { GivenPasswords } from './given-passwords.js';

/** Lets passwords be changed by `changePassword` and `setPassword` only, where the model says so. */
export function rejectPasswordChanges(model: UserClass, given: GivenPasswords): void {
  model.observe('before save', ({ Model, instance, data, isNewInstance, options }: HookContext) => {
    if (isNewInstance === true || !userSettings(Model).rejectPasswordChangesViaPatchOrReplace) return;
    const isChange = instance === undefined ? data !== undefined && 'password' in data : given.has(instance as object);
    if (isChange && !isPasswordChange(options)) throw new PasswordChangeError();
  });
}

function isPasswordChange(options: OperationOptions): boolean {
  return options['setPassword'] === true || keepsPassword(options);
}

class PasswordChangeError extends LoopnestError {
  constructor() {
    super(
      401,
      'Changing user password via patch/replace API is not allowed. Use changePassword() or setPassword() instead.',
      { code: 'PASSWORD_CHANGE_NOT_ALLOWED' },
    );
  }
}
