import type { AnyModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { endTokensWithUsers } from './deleting/end-tokens-with-users.js';
import { declareMethods } from './remote/declare-methods.js';
import { guardArguments } from './remote/guard-arguments.js';
import { guardTokenRoutes } from './remote/guard-token-routes.js';
import { redirectConfirmed } from './remote/redirect-confirmed.js';
import { checkUsers } from './saving/check-users.js';
import { endSessions } from './saving/end-sessions.js';
import { guardBodies } from './saving/guard-bodies.js';
import { addUniqueIndexes } from './saving/unique-indexes.js';
import { hashPasswords } from './saving/hash-passwords.js';
import { rejectPasswordChanges } from './saving/reject-password-changes.js';
import { findEmailsWithoutCase, setUpProperties } from './saving/set-up-properties.js';
import { storeNoEmptyNames } from './saving/store-no-empty-names.js';
import { Throttle } from './throttle/throttle.js';
import { throttleMethods } from './throttle/throttle-methods.js';
import type { UserClass } from './user.js';
import { addInstanceMethods } from './user-instances.js';
import { addStatics } from './user-statics.js';

/** Gives a user model its behaviour. Called for `User`, and for each descendant. */
export function setUpUser(model: AnyModel, state: AuthState): void {
  const users = model as UserClass;
  setUpProperties(users, state.givenPasswords);
  checkUsers(users);
  addUniqueIndexes(users);
  declareMethods(users);
  guardArguments(users);
  guardTokenRoutes(users);
  redirectConfirmed(users);
  throttleMethods(users, new Throttle(users, (each) => state.attempts.of(each)));
  // The table of the counters is made with that of the users.
  model.on('dataSourceAttached', () => state.attempts.of(model));
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
  storeNoEmptyNames(model);
  endSessions(model, state);
  endTokensWithUsers(model, state);
}
