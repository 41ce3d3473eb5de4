import type { AnyModel } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';

/** `checkAccess(token, modelId, sharedMethod, context, callback)` of a model. */
export type CheckAccessFunction = (...parameters: unknown[]) => unknown;

/** What an application has put in the place of a model's `checkAccess`; `undefined` where it has not. */
export function ownCheckAccess(model: AnyModel, state: AuthState): CheckAccessFunction | undefined {
  const { checkAccess } = model as unknown as { readonly checkAccess?: unknown };
  return typeof checkAccess === 'function' && checkAccess !== state.checkAccess
    ? (checkAccess as CheckAccessFunction)
    : undefined;
}
