import { LoopnestError } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessContext, AccessTokenData } from './access-context.js';

/** The error that a refused call is answered with (the chapter on auth, section 8). */
export function refusal(context: AccessContext, token: AccessTokenData | undefined, state: AuthState): LoopnestError {
  const status = token === undefined ? 401 : statusOf(context, state);
  if (status === 401) return new LoopnestError(401, 'Authorization Required', { code: 'AUTHORIZATION_REQUIRED' });
  if (status === 404) {
    const message = `could not find ${String(context.modelName)} with id ${String(context.modelId)}`;
    return new LoopnestError(404, message, { code: 'MODEL_NOT_FOUND' });
  }
  return new LoopnestError(status, 'Access Denied', { code: 'ACCESS_DENIED' });
}

function statusOf({ model }: AccessContext, { application }: AuthState): number {
  const status = Number(model?.settings['aclErrorStatus'] ?? application?.get('aclErrorStatus') ?? 401);
  return Number.isInteger(status) && status >= 400 && status < 500 ? status : 401;
}
