import type { RemoteRequest } from '@loopnest/models';
import type { ApplicationAccess } from '../access/application-access.js';
import type { AuthenticatedRequest } from '../tokens/authenticate-request.js';

const ACCESS = Symbol('loopnest:access');
const USER = Symbol('loopnest:user');

/** A request that the guard has seen. */
interface GuardedRequest extends AuthenticatedRequest {
  [ACCESS]?: ApplicationAccess;
  [USER]?: Promise<unknown>;
}

/** Lets the decorators of parameters find access control. */
export function rememberAccess(req: RemoteRequest, access: ApplicationAccess): void {
  (req as GuardedRequest)[ACCESS] = access;
}

/** The token of a request, or what a principal source has said; looked for unless it was before. `null` for strangers. */
export async function tokenOf(req: RemoteRequest): Promise<AuthenticatedRequest['accessToken']> {
  const request = req as GuardedRequest;
  if (request.accessToken === undefined) await accessOf(request).authenticate(request);
  return request.accessToken ?? null;
}

/** The user of a request, loaded once; `null` where there is none. */
export function userOf(req: RemoteRequest): Promise<unknown> {
  const request = req as GuardedRequest;
  return (request[USER] ??= tokenOf(request).then((token) => accessOf(request).userOf(token)));
}

function accessOf(req: GuardedRequest): ApplicationAccess {
  const access = req[ACCESS];
  if (access === undefined)
    throw new Error('@CurrentUser(), @AccessToken() and @Principals() need AuthModule.forRoot()');
  return access;
}
