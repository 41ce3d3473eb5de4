import { LoopnestError, type RemoteRequest } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { type CredentialRequest, findCredential, type FoundCredential } from './find-credential.js';
import { findValidToken } from './find-valid-token.js';
import { isForeignWrite } from './foreign-write.js';
import type { TokenOptions } from './token-options.js';

/** A request whose token was looked for: `null` where it has none. */
export interface AuthenticatedRequest extends RemoteRequest {
  accessToken?: AccessToken | null;
}

/** Finds the token of a request, unless something before has: sets `req.accessToken`, and replaces `me` in the path. */
export function authenticateRequest(req: RemoteRequest, state: AuthState): Promise<void> | undefined {
  const options = state.options.token ?? {};
  const request = req as AuthenticatedRequest;
  const literal = literalOf(options);
  if (!isToBeLookedFor(request, options)) return literal === undefined ? undefined : replaceLiteral(request, literal);
  const found = findCredential(req as CredentialRequest, options);
  if (found === undefined) request.accessToken ??= null;
  const looking = found === undefined ? undefined : lookUp(request, found, state);
  return literal === undefined ? looking : Promise.resolve(looking).then(() => replaceLiteral(request, literal));
}

function isToBeLookedFor({ accessToken }: AuthenticatedRequest, options: TokenOptions): boolean {
  if (accessToken === undefined) return true;
  if (options.enableDoublecheck !== true) return false;
  return accessToken === null || options.overwriteExistingToken === true;
}

async function lookUp(req: AuthenticatedRequest, found: FoundCredential, state: AuthState): Promise<void> {
  if (found.source === 'cookie' && isForeignWrite(req))
    throw new LoopnestError(403, 'Access Denied', { code: 'ACCESS_DENIED' });
  const { model } = state.options.token ?? {};
  const tokens = (model === undefined ? state.tokenModel : state.registry.getModel(model)) as AccessTokenClass;
  req.accessToken = (await findValidToken(tokens, found.candidates, state)) ?? null;
}

function literalOf({ currentUserLiteral }: TokenOptions): string | undefined {
  if (currentUserLiteral === undefined || currentUserLiteral === null || currentUserLiteral === false) return undefined;
  return typeof currentUserLiteral === 'string' && currentUserLiteral !== '' ? currentUserLiteral : 'me';
}

async function replaceLiteral(req: AuthenticatedRequest, literal: string): Promise<void> {
  const [path = '', ...query] = (req.url ?? '/').split('?');
  const segments = path.split('/');
  if (!segments.includes(literal)) return;
  if (req.accessToken === undefined || req.accessToken === null)
    throw new LoopnestError(401, 'Authorization Required', { code: 'AUTHORIZATION_REQUIRED' });
  const { userId } = req.accessToken;
  if (userId === undefined || userId === null) return;
  const id = encodeURIComponent(String(userId));
  req.url = [segments.map((segment) => (segment === literal ? id : segment)).join('/'), ...query].join('?');
}
