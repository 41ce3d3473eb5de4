import { LoopnestError } from '@loopnest/models';

/** In bytes of UTF-8: bcrypt, which LoopBack uses, looks at no more, so clients know this limit. */
export const LONGEST_PASSWORD = 72;

/**
 * Refuses what cannot be a password.
 *
 * @throws LoopnestError 422 `INVALID_PASSWORD` or `PASSWORD_TOO_LONG`
 */
export function checkPassword(plain: unknown): asserts plain is string {
  if (typeof plain !== 'string' || plain === '')
    throw new LoopnestError(422, 'Invalid password.', { code: 'INVALID_PASSWORD' });
  const length = Buffer.byteLength(plain, 'utf8');
  if (length <= LONGEST_PASSWORD) return;
  const limit = `Max length is ${String(LONGEST_PASSWORD)} (entered ${String(length)})`;
  throw new LoopnestError(422, `The password entered was too long. ${limit}`, { code: 'PASSWORD_TOO_LONG' });
}
