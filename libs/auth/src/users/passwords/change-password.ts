import { LoopnestError, type OperationOptions } from '@loopnest/models';
import type { User, UserClass } from '../user.js';

/** The user whose password is to be changed. @throws LoopnestError 401 `USER_NOT_FOUND` */
export async function requireUser(model: UserClass, id: unknown): Promise<User> {
  const user = id === undefined || id === null || id === '' ? null : await model.findById(id);
  if (user !== null) return user as User;
  throw new LoopnestError(401, `User ${String(id)} not found`, { code: 'USER_NOT_FOUND' });
}

/** @throws LoopnestError 400 `INVALID_PASSWORD` where the old password is not that of the user */
export async function changePassword(
  user: User,
  oldPassword: unknown,
  newPassword: unknown,
  options: OperationOptions | undefined,
): Promise<unknown> {
  if (await user.hasPassword(oldPassword)) return user.setPassword(newPassword, options);
  throw new LoopnestError(400, 'Invalid current password', { code: 'INVALID_PASSWORD' });
}
