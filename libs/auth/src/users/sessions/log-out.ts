import { LoopnestError } from '@loopnest/models';
import type { AccessTokenClass } from '../../tokens/access-token.js';

/** Ends a token. @throws LoopnestError 401 where there is none, or none that is known */
export async function logOut(tokens: AccessTokenClass, id: unknown): Promise<undefined> {
  if (typeof id !== 'string' || id === '') throw new LoopnestError(401, 'accessToken is required to logout');
  const { count } = await tokens.destroyById(id);
  if (count === 0) throw new LoopnestError(401, 'Could not find accessToken');
  return undefined;
}
