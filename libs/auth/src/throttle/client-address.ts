import type { RemoteRequest } from '@loopnest/models';
import { isIPv6 } from 'node:net';

/** Where a request comes from: as Express tells it, which may trust a proxy, or else the other end of the connection. */
export function addressOf(req: RemoteRequest): string {
  const { ip } = req as { ip?: unknown };
  return networkOf(typeof ip === 'string' ? ip : (req.socket.remoteAddress ?? ''));
}

/** What one client has: an IPv4 address, or the first half of an IPv6 address, whose other half it chooses itself. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  const all = [...groups, ...Array.from({ length: missing }, () => '0'), ...(tail ?? '').split(':')];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
