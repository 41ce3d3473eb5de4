import type { AnyModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';

/** What is wrong with the relations between users and tokens (the chapter on auth, section 1), as warnings. */
export function describeRelations(state: AuthState): readonly string[] {
  const { tokenModel } = state;
  const first = state.modelFor('User');
  if (first.dataSource === undefined || tokenModel.dataSource === undefined) return [];
  const users = state.hasSeveralUserModels ? state.userModels.filter(({ modelName }) => modelName !== 'User') : [first];
  const found = [describeUser(tokenModel, first), ...users.map((model) => describeTokens(model, tokenModel))];
  return found.filter((text) => text !== undefined);
}

function describeUser(tokens: AnyModel, users: AnyModel): string | undefined {
  const { type, modelTo, polymorphic } = tokens.relations['user'] ?? {};
  const leads = polymorphic === undefined ? modelTo === users : polymorphic.discriminator === 'principalType';
  if (type === 'belongsTo' && leads) return undefined;
  return `The model "${tokens.modelName}" needs a relation "user" (belongsTo) to the user model "${users.modelName}": tokens do not know their users`;
}

function describeTokens(users: AnyModel, tokens: AnyModel): string | undefined {
  const { type, modelTo } = users.relations['accessTokens'] ?? {};
  if (type === 'hasMany' && modelTo === tokens) return undefined;
  return `The model "${users.modelName}" needs a relation "accessTokens" (hasMany) to the token model "${tokens.modelName}": nobody can log in, or tokens are not those that are looked for`;
}
