import {
  hasArgon2,
  hashWithArgon2,
  isArgon2Hash,
  isCheapArgon2,
  isPasswordOfArgon2,
  NOBODYS_ARGON2,
} from './argon2.js';
import { hashWithBcrypt, isBcryptHash, isPasswordOfBcrypt, nobodysBcrypt } from './bcrypt.js';
import { LONGEST_PASSWORD } from './check-password.js';

/** Whether a text is what is stored of a password: a hash of ours, or of bcrypt as LoopBack has made them. */
export function isPasswordHash(text: string): boolean {
  return isBcryptHash(text) || isArgon2Hash(text);
}

/**
 * What is stored of a password: Argon2id, or bcrypt where this Node has no Argon2.
 *
 * @param cost - of bcrypt, where that is used
 */
export function hashPassword(plain: string, cost: number): Promise<string> {
  return hasArgon2 ? hashWithArgon2(plain) : hashWithBcrypt(plain, cost);
}

/** Whether a password is that of a hash. One that is too long is nobody's. */
export async function isPasswordOf(plain: string, hash: string): Promise<boolean> {
  if (Buffer.byteLength(plain, 'utf8') > LONGEST_PASSWORD) return false;
  if (isBcryptHash(hash)) return isPasswordOfBcrypt(plain, hash);
  return isPasswordOfArgon2(plain, hash);
}

/** Takes as long as to look at the hash of somebody, where there is nobody. */
export async function pretendToCheck(plain: unknown, cost: number): Promise<void> {
  if (typeof plain !== 'string' || plain === '') return;
  await isPasswordOf(plain, hasArgon2 ? NOBODYS_ARGON2 : nobodysBcrypt(cost));
}

/** Whether a hash is weaker than those that are made now. */
export function isWeakHash(hash: string): boolean {
  return hasArgon2 && (isBcryptHash(hash) || isCheapArgon2(hash));
}
