import type { AnyModel } from '@loopnest/models';
import type { CheckAccess } from '../plugin/auth-options.js';
import type { AuthState } from '../plugin/auth-state.js';

/** Where the rules of a model are asked: its own setting `checkAccess`, or that of the application. */
export function checkAccessOf(model: AnyModel, state: AuthState): CheckAccess {
  const { checkAccess = state.options.checkAccess ?? 'loopback' } = model.settings;
  if (isCheckAccess(checkAccess)) return checkAccess;
  throw new Error(`${model.modelName}: checkAccess ${describeCheckAccess(checkAccess)}`);
}

export function isCheckAccess(value: unknown): value is CheckAccess {
  return value === 'strict' || value === 'loopback';
}

/** What is wrong with such a value. */
export function describeCheckAccess(value: unknown): string {
  return `is ${JSON.stringify(value)}; it must be "loopback" or "strict"`;
}

/** Whether more than the rules of the called method's model may have to be asked for calls. */
export function mayBeStrict(state: AuthState): boolean {
  return state.options.checkAccess === 'strict' || state.hasStrictModels;
}

/** Whether the rules of a model are also asked where it is reached through another one. */
export function isStrict(model: AnyModel, state: AuthState): boolean {
  return checkAccessOf(model, state) === 'strict';
}

/** Whether the rules of what a model includes are asked, whatever holds for that (the chapter on auth, deviation 18). */
export function asksOnInclude({ settings }: AnyModel): boolean {
  return settings['checkAccessOnInclude'] === true;
}
