import type { AnyModel, ModelClass } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { canBeJoined } from '../plugin/can-be-joined.js';
import type { AccessToken } from './access-token.js';

/** Whether the user of a token is there; so it is where a token has none, or nobody knows where its users are. */
export async function hasItsUser(token: AccessToken, state: AuthState): Promise<boolean> {
  const { userId, principalType } = token;
  if (userId === undefined || userId === null) return true;
  const tokens = token.constructor as AnyModel;
  const models = modelsOf(tokens, principalType, state);
  for (const model of models) {
    const where = { [idOf(model)]: userId };
    // Nobody asks for the user: it is only counted.
    if ((await (model as unknown as ModelClass).count(where, { notify: false })) === 0) continue;
    state.lastUserModels.set(tokens, model);
    return true;
  }
  return models.length === 0;
}

/**
 * The key by which tokens lead to a user model, so that tokens can be read together with whether their user is there: that of
 * the last token's user, where there are several. `undefined` where it takes a statement of its own to tell.
 */
export function joinableUsers(
  tokens: AnyModel,
  state: AuthState,
): { readonly model: AnyModel; readonly id: string } | undefined {
  if (state.hasSeveralUserModels) return undefined;
  const models = modelsOf(tokens, undefined, state);
  const last = state.lastUserModels.get(tokens);
  const model = last !== undefined && models.includes(last) ? last : models[0];
  if (model === undefined) return undefined;
  const id = idOf(model);
  return canBeJoined([tokens, 'userId'], [model, id]) ? { model, id } : undefined;
}

function idOf(model: AnyModel): string {
  return model.getIdName() ?? 'id';
}

/** The models that may have the user of a token: its user model first, then others whose tokens are of this model. */
function modelsOf(tokens: AnyModel, principalType: unknown, state: AuthState): readonly AnyModel[] {
  const first = state.userModelOf(principalType);
  if (state.hasSeveralUserModels) return first === undefined ? [] : [first];
  const others = state.userModels.filter((model) => model !== first && state.tokenModelOf(model) === tokens);
  return [...(first?.dataSource === undefined ? [] : [first]), ...others];
}
