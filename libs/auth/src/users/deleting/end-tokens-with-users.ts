import type { HookContext } from '@loopnest/models';
import type { AuthState } from '../../plugin/auth-state.js';
import { endTokensOf } from '../saving/end-tokens-of.js';
import type { User, UserClass } from '../user.js';
import { idNameOf } from '../../plugin/id-name-of.js';

/** Deletes the tokens of users that are deleted. */
export function endTokensWithUsers(model: UserClass, state: AuthState): void {
  model.observe('before delete', async ({ Model, where, options }: HookContext) => {
    const users = Model as UserClass;
    const id = idNameOf(users);
    const { transaction } = options;
    const filter = { where: where as never, fields: [id] as never };
    const found = (await users.find(filter, {
      notify: false,
      transaction,
      trustsQuery: true,
    })) as unknown as readonly User[];
    await endTokensOf(
      Model,
      found.map((user) => user.getId()),
      { state, options },
    );
  });
}
