import { LoopnestError, type RemoteRequest } from '@loopnest/models';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { type CredentialRequest, findCredential, type FoundCredential } from './find-credential.js';
import { isForeignWrite } from './foreign-write.js';
import type { TokenOptions } from './token-options.js';

/** A request whose token was looked for: `null` where it has none. */
export interface AuthenticatedRequest extends RemoteRequest {
  accessToken?: AccessToken | null;
}

/** How the token of a request is found. */
export interface Authentication {
  readonly options: TokenOptions;
  /** The token model, asked for where there is a token to look up. */
  readonly tokens: () => AccessTokenClass;
  /** A body that was parsed before. */
  readonly body?: unknown;
}

/** Finds the token of a request, unless something before has: sets `req.accessToken`, and replaces `me` in the path. */
export function authenticateRequest(req: RemoteRequest, authentication: Authentication): Promise<void> | undefined {
  const { options, body } = authentication;
  const request = req as AuthenticatedRequest;
  const literal = literalOf(options);
  if (!isToBeLookedFor(request, options)) return literal === undefined ? undefined : replaceLiteral(request, literal);
  const found = findCredential(req as CredentialRequest, options, body);
  if (found === undefined) request.accessToken ??= null;
  const looking = found === undefined ? undefined : lookUp(request, found, authentication);
  return literal === undefined ? looking : Promise.resolve(looking).then(() => replaceLiteral(request, literal));
}

function isToBeLookedFor({ accessToken }: AuthenticatedRequest, options: TokenOptions): boolean {
  if (accessToken === undefined) return true;
  if (options.enableDoublecheck !== true) return false;
  return accessToken === null || options.overwriteExistingToken === true;
}

async function lookUp(
  req: AuthenticatedRequest,
  { source, candidates }: FoundCredential,
  { tokens }: Authentication,
): Promise<void> {
  if (source === 'cookie' && isForeignWrite(req))
    throw new LoopnestError(403, 'Access Denied', { code: 'ACCESS_DENIED' });
  req.accessToken = (await tokens().resolve(candidates)) ?? null;
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
