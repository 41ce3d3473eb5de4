import type { AccessMethod, AccessTokenData } from '../access/access-context.js';
import type { AccessType } from '../access/access-type.js';
import { checkAccessOfModel } from '../access/check-access.js';
import type { AnyModel } from '@loopnest/models';
import type { AuthState } from './auth-state.js';
import { nodeMethod } from './node-method.js';

/** Gives all models of a registry `checkAccess(token, modelId, sharedMethod, context, callback)`, which each may replace. */
export function defineCheckAccess(state: AuthState): unknown {
  const checkAccess = nodeMethod(
    3,
    (
      model: AnyModel,
      token: AccessTokenData | null,
      modelId: unknown,
      method: AccessMethod & { readonly accessType: AccessType },
      context?: unknown,
    ) => checkAccessOfModel(model, token, modelId, method, context, state),
  );
  Object.defineProperty(state.registry.Model, 'checkAccess', {
    value: checkAccess,
    writable: true,
    configurable: true,
  });
  return checkAccess;
}
