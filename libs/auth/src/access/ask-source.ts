import type { RemoteRequest } from '@loopnest/models';
import type { AccessTokenData } from './access-context.js';
import type { PrincipalSource } from './principal-source.js';

/** Asks a host's own authentication who is asking, once per request: `req.accessToken` is what it says. */
export async function askSource(req: RemoteRequest, source: PrincipalSource): Promise<void> {
  const request = req as RemoteRequest & { accessToken?: AccessTokenData | null };
  if (request.accessToken !== undefined) return;
  const principal = await source.principalOf(req);
  request.accessToken = (principal ?? null) === null ? null : { id: null, ...principal };
}
