import type { UserClass } from '../user.js';
import { userSettings } from '../user-settings.js';
import { isEmailAddress } from './email-address.js';

/** The checks of a user model: an e-mail that is one, and names that nobody else has. */
export function checkUsers(model: UserClass): void {
  model.validate('email', checkEmail, { message: 'is invalid' });
  const isByRealm = () => userSettings(model).isUniqueByRealm;
  for (const [property, message] of [
    ['email', 'Email already exists'],
    ['username', 'User already exists'],
  ] as const) {
    model.validatesUniquenessOf(property, { message, scopedTo: ['realm'], if: isByRealm, isIndexed: true });
    model.validatesUniquenessOf(property, { message, unless: isByRealm, isIndexed: true });
  }
}

function checkEmail(this: { email?: unknown }, fail: (kind: string) => void): void {
  const { email } = this;
  if (email === undefined || email === null || email === '') return;
  if (typeof email !== 'string') fail('string');
  else if (!isEmailAddress(email)) fail('email');
}
