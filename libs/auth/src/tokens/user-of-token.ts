import { type AnyModel, type ModelClass, PreparedFind, subqueryOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { canBeJoined } from '../plugin/can-be-joined.js';
import type { AccessToken } from './access-token.js';
import { idNameOf } from '../plugin/id-name-of.js';

/** Whether the user of a token is there; so it is where a token has none, or nobody knows where its users are. */
export async function hasItsUser(token: AccessToken, state: AuthState): Promise<boolean> {
  const { userId, principalType } = token;
  if (userId === undefined || userId === null) return true;
  const tokens = token.constructor as AnyModel;
  const models = modelsOf(tokens, principalType, state);
  for (const model of models) {
    const where = { [idNameOf(model)]: userId };
    // Nobody asks for the user: it is only counted.
    if ((await (model as unknown as ModelClass).count(where, { notify: false })) === 0) continue;
    state.lastUserModels.set(tokens, model);
    return true;
  }
  return models.length === 0;
}

/** Where tokens are read together with whether their user is there. */
export interface TokensOfUsers {
  readonly users: AnyModel;
  readonly id: string;
  readonly prepared: PreparedFind;
}

/**
 * The tokens of a user model: that of the last token, where there are several. `undefined` where it takes a statement of its
 * own to tell whether users are there.
 */
export function tokensOfUsers(tokens: AnyModel, state: AuthState): TokensOfUsers | undefined {
  if (state.hasSeveralUserModels) return undefined;
  const models = modelsOf(tokens, undefined, state);
  const last = state.lastUserModels.get(tokens);
  const users = last !== undefined && models.includes(last) ? last : models[0];
  if (users === undefined) return undefined;
  const id = idNameOf(users);
  if (!canBeJoined([tokens, 'userId'], [users, id])) return undefined;
  const known = state.tokensOfUsers.get(tokens);
  if (known?.users === users && known.id === id) return known;
  const prepared = new PreparedFind(tokens, 'id', { userId: subqueryOf(users, id) });
  const found = { users, id, prepared };
  state.tokensOfUsers.set(tokens, found);
  return found;
}

/** The models that may have the user of a token: its user model first, then others whose tokens are of this model. */
function modelsOf(tokens: AnyModel, principalType: unknown, state: AuthState): readonly AnyModel[] {
  const first = state.userModelOf(principalType);
  if (state.hasSeveralUserModels) return first === undefined ? [] : [first];
  const others = state.userModels.filter((model) => model !== first && state.tokenModelOf(model) === tokens);
  return [...(first?.dataSource === undefined ? [] : [first]), ...others];
}
