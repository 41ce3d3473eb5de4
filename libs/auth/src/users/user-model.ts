import type { AnyModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { endTokensWithUsers } from './deleting/end-tokens-with-users.js';
import { declareMethods } from './remote/declare-methods.js';
import { guardArguments } from './remote/guard-arguments.js';
import { redirectConfirmed } from './remote/redirect-confirmed.js';
import { checkUsers } from './saving/check-users.js';
import { endSessions } from './saving/end-sessions.js';
import { guardBodies } from './saving/guard-bodies.js';
import { hashPasswords } from './saving/hash-passwords.js';
import { rejectPasswordChanges } from './saving/reject-password-changes.js';
import { findEmailsWithoutCase, setUpProperties } from './saving/set-up-properties.js';
import type { UserClass } from './user.js';
import { addInstanceMethods } from './user-instances.js';
import { addStatics } from './user-statics.js';

/** Gives a user model its behaviour. Called for `User`, and for each descendant. */
export function setUpUser(model: AnyModel, state: AuthState): void {
  const users = model as UserClass;
  setUpProperties(users, state.givenPasswords);
  checkUsers(users);
  declareMethods(users);
  guardArguments(users);
  redirectConfirmed(users);
  if (model.modelName === 'User') setUpBase(users, state);
}

/** What descendants inherit: functions, and observers, in the order in which they run. */
function setUpBase(model: UserClass, state: AuthState): void {
  addStatics(model, state);
  addInstanceMethods(model, state);
  findEmailsWithoutCase(model);
  rejectPasswordChanges(model, state.givenPasswords);
  guardBodies(model);
  hashPasswords(model, state.givenPasswords);
  endSessions(model, state);
  endTokensWithUsers(model, state);
}
