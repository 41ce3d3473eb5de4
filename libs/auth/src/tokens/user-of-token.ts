import type { AnyModel, ModelClass } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken } from './access-token.js';

/** Whether the user of a token is there; so it is where a token has none, or nobody knows where its users are. */
export async function hasItsUser(token: AccessToken, state: AuthState): Promise<boolean> {
  const { userId, principalType } = token;
  if (userId === undefined || userId === null) return true;
  const models = modelsOf(token.constructor as AnyModel, principalType, state);
  for (const model of models) {
    const where = { [model.getIdName() ?? 'id']: userId };
    // Nobody asks for the user: it is only counted.
    if ((await (model as unknown as ModelClass).count(where, { notify: false })) > 0) return true;
  }
  return models.length === 0;
}

/** The models that may have the user of a token: its user model first, then others whose tokens are of this model. */
function modelsOf(tokens: AnyModel, principalType: unknown, state: AuthState): readonly AnyModel[] {
  const first = state.userModelOf(principalType);
  if (state.hasSeveralUserModels) return first === undefined ? [] : [first];
  const others = state.userModels.filter((model) => model !== first && state.tokenModelOf(model) === tokens);
  return [...(first?.dataSource === undefined ? [] : [first]), ...others];
}
