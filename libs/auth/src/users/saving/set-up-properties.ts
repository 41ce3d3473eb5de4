import { isPasswordHash } from '../../passwords/password-hash.js';
import type { UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import type { GivenPasswords } from './given-passwords.js';

/** Checks passwords when they are set, and writes e-mails in small letters where their case does not count. */
export function setUpProperties(model: UserClass, given: GivenPasswords): void {
  model.setter['password'] = function (value: unknown) {
    // Kept from LoopBack 3 on purpose (conversation "user-register"): what is no text was not given.
    if (typeof value !== 'string') return;
    if (!isPasswordHash(value)) (this.constructor as UserClass).validatePassword(value);
    given.add(this);
    (this as Record<string, unknown>)['$password'] = value;
  };
  model.setter['email'] = function (value: unknown) {
    const { caseSensitiveEmail } = userSettings(this.constructor as UserClass);
    (this as Record<string, unknown>)['$email'] =
      typeof value === 'string' && !caseSensitiveEmail ? value.toLowerCase() : value;
  };
}

/** Lets a query find e-mails as they are written, where their case does not count. */
export function findEmailsWithoutCase(model: UserClass): void {
  model.observe('access', ({ Model, query }: { Model: UserClass; query?: { where?: { email?: unknown } } }) => {
    const email = query?.where?.email;
    if (query === undefined || typeof email !== 'string' || userSettings(Model).caseSensitiveEmail) return;
    query.where = { ...query.where, email: email.toLowerCase() };
  });
}
