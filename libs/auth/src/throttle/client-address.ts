import type { RemoteRequest } from '@loopnest/models';

/** Where a request comes from: as Express tells it, which may trust a proxy, or else the other end of the connection. */
export function addressOf(req: RemoteRequest): string {
  const { ip } = req as { ip?: unknown };
  return typeof ip === 'string' ? ip : (req.socket.remoteAddress ?? '');
}
