import { isPasswordHash, isPasswordOf, isWeakHash } from '../passwords/password-hash.js';
import { isSameSecret } from '../tokens/token-hash.js';
import type { User, UserClass } from './user.js';
import { idNameOf } from '../plugin/id-name-of.js';

/** Whether a password is that of a user. A hash of the old kind is replaced then. */
export async function hasPassword(user: User, plain: unknown): Promise<boolean> {
  const { password } = user;
  if (typeof plain !== 'string' || plain === '' || typeof password !== 'string') return false;
  // One that was set and is not stored yet.
  if (!isPasswordHash(password)) return isSameSecret(plain, password);
  if (!(await isPasswordOf(plain, password))) return false;
  if (isWeakHash(password) && !user.isNewRecord()) strengthen(user, plain, password);
  return true;
}

// Nobody waits for it: in a transaction of somebody else's it might wait for that one's end.
function strengthen(user: User, plain: string, old: string): void {
  const model = user.constructor as unknown as UserClass;
  replaceHash(user, plain, old).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    model.registry.warn(`${model.modelName}: an old hash of a password was not replaced: ${reason}`);
  });
}

// Only what is there still: the password may have been changed meanwhile.
async function replaceHash(user: User, plain: string, old: string): Promise<void> {
  const model = user.constructor as unknown as UserClass;
  const hash = await model.hashPassword(plain);
  const where = { [idNameOf(model)]: user.getId(), password: old };
  const options = { [KEEPS_PASSWORD]: true, validate: false };
  await model.updateAll(where as never, { password: hash } as never, options);
}

const KEEPS_PASSWORD: unique symbol = Symbol('loopnest.keepsPassword');

/** Whether a write stores the password that there is, hashed anew: nothing has changed for anybody. */
export function keepsPassword(options: object): boolean {
  return (options as { [KEEPS_PASSWORD]?: unknown })[KEEPS_PASSWORD] === true;
}
