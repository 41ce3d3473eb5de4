import type { HookContext } from '@loopnest/models';
import { isPasswordHash } from '../../passwords/password-hash.js';
import type { User, UserClass } from '../user.js';
import type { GivenPasswords } from './given-passwords.js';
import { HookValue } from './hook-value.js';
import { isOfBody } from './of-body.js';

/** What a password became: one of an application's own making need not look like a hash. */
const hashed = new HookValue<unknown>('hashedPassword');

/** An instance with its plain password: what the setter of the model would look at. */
type PlainUser = User & { $password: unknown };

/** Puts hashes in the place of passwords, before others see what will be stored. */
export function hashPasswords(model: UserClass, given: GivenPasswords): void {
  model.observe('before save', async (context: HookContext) => {
    const { instance, data } = context;
    if (instance !== undefined) {
      const user = instance as PlainUser;
      // What was stored, or was hashed before, is no password.
      if (!given.has(user) && isHash(user.$password)) return;
      user.$password = await hashOf(user.$password, context);
      given.settle(user);
    } else if (typeof data?.['password'] === 'string') {
      data['password'] = await hashOf(data['password'], context);
    }
  });
  // Whatever observers have made of it since: no plain text is ever stored.
  model.observe('persist', async (context: HookContext) => {
    const { data, currentInstance } = context;
    if (currentInstance !== undefined) given.settle(currentInstance as object);
    const password = data?.['password'];
    if (data === undefined || typeof password !== 'string' || isHash(password) || password === hashed.get(context))
      return;
    data['password'] = await hashOf(password, context);
    if (currentInstance !== undefined) (currentInstance as PlainUser).$password = data['password'];
  });
}

async function hashOf(value: unknown, context: HookContext): Promise<unknown> {
  if (typeof value !== 'string' || (isHash(value) && !isOfBody(context.options))) return value;
  const hash = await (context.Model as UserClass).hashPassword(value);
  hashed.set(context, hash);
  return hash;
}

function isHash(value: unknown): boolean {
  return typeof value === 'string' && isPasswordHash(value);
}
