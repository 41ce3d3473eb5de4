import { LoopnestError } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessContext } from './access-context.js';

/**
 * The error that a refused call is answered with (the chapter on auth, section 8).
 *
 * @param otherwise - the status for known callers where neither the model nor the application says one
 */
export function refusal(access: AccessContext, state: AuthState, otherwise = 401): LoopnestError {
  const isStranger = access.accessToken === undefined || access.accessToken === state.anonymous;
  const status = isStranger ? 401 : statusOf(access, state, otherwise);
  if (status === 401) return new LoopnestError(401, 'Authorization Required', { code: 'AUTHORIZATION_REQUIRED' });
  if (status === 404) {
    const message = `could not find ${String(access.modelName)} with id ${String(access.modelId)}`;
    return new LoopnestError(404, message, { code: 'MODEL_NOT_FOUND' });
  }
  return new LoopnestError(status, 'Access Denied', { code: 'ACCESS_DENIED' });
}

function statusOf({ model }: AccessContext, { application }: AuthState, otherwise: number): number {
  const status = Number(model?.settings['aclErrorStatus'] ?? application?.get('aclErrorStatus') ?? otherwise);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : 401;
}
