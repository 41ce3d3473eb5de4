import { idNameOf } from '../plugin/id-name-of.js';
import type { User, UserClass } from './user.js';

/** A user as it is stored by now, whatever hooks say; `undefined` where it is gone. */
export async function storedUser(user: User): Promise<User | undefined> {
  const model = user.constructor as unknown as UserClass;
  const where = { [idNameOf(model)]: user.getId() };
  const [stored] = (await model.find({ where } as never, { notify: false })) as unknown as readonly User[];
  return stored;
}
