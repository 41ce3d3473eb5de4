import { LoopnestError } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessContext, AccessTokenData } from './access-context.js';

/**
 * The error that a refused call is answered with (the chapter on auth, section 8).
 *
 * @param otherwise - the status for known callers where neither the model nor the application says one
 */
export function refusal(
  context: AccessContext,
  token: AccessTokenData | undefined,
  state: AuthState,
  otherwise = 401,
): LoopnestError {
  const status = token === undefined ? 401 : statusOf(context, state, otherwise);
  if (status === 401) return new LoopnestError(401, 'Authorization Required', { code: 'AUTHORIZATION_REQUIRED' });
  if (status === 404) {
    const message = `could not find ${String(context.modelName)} with id ${String(context.modelId)}`;
    return new LoopnestError(404, message, { code: 'MODEL_NOT_FOUND' });
  }
  return new LoopnestError(status, 'Access Denied', { code: 'ACCESS_DENIED' });
}

function statusOf({ model }: AccessContext, { application }: AuthState, otherwise: number): number {
  const status = Number(model?.settings['aclErrorStatus'] ?? application?.get('aclErrorStatus') ?? otherwise);
  return Number.isInteger(status) && status >= 400 && status < 500 ? status : 401;
}
