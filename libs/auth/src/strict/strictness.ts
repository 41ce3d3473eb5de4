import type { AnyModel, RemoteCall } from '@loopnest/models';
import type { CheckAccess } from '../plugin/auth-options.js';
import type { AuthState } from '../plugin/auth-state.js';

/** Where the rules of a model are asked: its own setting `checkAccess`, or that of the application. */
export function checkAccessOf(model: AnyModel, state: AuthState): CheckAccess {
  const { checkAccess = state.options.checkAccess ?? 'loopback' } = model.settings;
  if (checkAccess === 'strict' || checkAccess === 'loopback') return checkAccess;
  throw new Error(
    `${model.modelName}: checkAccess is ${JSON.stringify(checkAccess)}; it must be "loopback" or "strict"`,
  );
}

/** Whether more than the rules of the called method's model may have to be asked for a call. */
export function isStrictCall({ model }: RemoteCall, state: AuthState): boolean {
  return (
    state.options.checkAccess === 'strict' || state.hasStrictModels || model.settings['checkAccessOnInclude'] === true
  );
}

/** Whether the rules of a model are also asked where it is reached through another one. */
export function isStrict(model: AnyModel, state: AuthState): boolean {
  return checkAccessOf(model, state) === 'strict';
}
