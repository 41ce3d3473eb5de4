import type { AnyModel } from '@loopnest/models';
import { AccessContext, type AccessMethod, type AccessTokenData } from '../access/access-context.js';
import type { AccessType } from '../access/access-type.js';
import { judge } from '../access/judge.js';
import type { AuthState } from '../plugin/auth-state.js';

/** Which rows of a model somebody may do something to. */
export type Visibility = 'all' | 'own' | 'none';

/** What is asked for of a model, whichever row it is about. */
export interface Ask {
  readonly model: AnyModel;
  readonly property: string;
  readonly accessType: AccessType;
  readonly sharedMethod?: AccessMethod | undefined;
}

/** Judges once as if the caller owned nothing, and where that is refused, as if everything were the caller's. */
export async function visibilityOf(ask: Ask, token: AccessTokenData, state: AuthState): Promise<Visibility> {
  const isAllowed = async (isOwner: boolean) =>
    (await judge(new AccessContext({ ...ask, accessToken: token, isOwner }), state)).permission !== 'DENY';
  if (await isAllowed(false)) return 'all';
  if (token.userId === undefined || token.userId === null) return 'none';
  return (await isAllowed(true)) ? 'own' : 'none';
}
