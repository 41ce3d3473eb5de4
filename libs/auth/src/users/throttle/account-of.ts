import { LoopnestError } from '@loopnest/models';
import { queryOf } from '../sessions/user-query.js';
import type { Credentials, User, UserClass } from '../user.js';

/** What is counted of an account: the user where there is one, or else the name that was given. */
export async function accountOf(model: UserClass, credentials: Credentials): Promise<string | undefined> {
  const where = checkedQuery(model, credentials);
  if (where === undefined) return undefined;
  const user = (await model.findOne({ where })) as User | null;
  return user === null ? `${model.modelName}?${JSON.stringify(where)}` : accountOfId(model, user.getId());
}

export function accountOfId(model: UserClass, id: unknown): string {
  return `${model.modelName}:${String(id)}`;
}

// What is no login is no guess.
function checkedQuery(model: UserClass, credentials: Credentials): { readonly email?: string } | undefined {
  try {
    return queryOf(model, credentials);
  } catch (error) {
    if (error instanceof LoopnestError) return undefined;
    throw error;
  }
}
