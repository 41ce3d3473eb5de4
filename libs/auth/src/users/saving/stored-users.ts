import type { HookContext } from '@loopnest/models';
import type { User, UserClass } from '../user.js';
import { HookValue } from './hook-value.js';
import { idNameOf } from '../../plugin/id-name-of.js';

const known = new HookValue<readonly User[]>('storedUsers');

/** The users that a write is about, as they are stored before it. Looked up once for each operation. */
export async function storedUsers(context: HookContext): Promise<readonly User[]> {
  const before = known.get(context);
  if (before !== undefined) return before;
  const { where, instance, options } = context;
  const model = context.Model as UserClass;
  const ofInstance = { [idNameOf(model)]: (instance as User | undefined)?.getId() };
  const filter = { where: (instance === undefined ? where : ofInstance) as never };
  const { transaction } = options;
  const found = await model.find(filter, { notify: false, transaction, trustsQuery: true });
  const users = found as unknown as readonly User[];
  known.set(context, users);
  return users;
}
