import type { IncomingMessage } from 'node:http';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Whether a request that changes something was sent by the page of another site (deviation 17 of the chapter on auth). */
export function isForeignWrite({ method = 'GET', headers }: IncomingMessage): boolean {
  if (READS.has(method)) return false;
  const site = headers['sec-fetch-site'];
  if (typeof site === 'string') return !['same-origin', 'same-site', 'none'].includes(site);
  const { origin, host } = headers;
  return origin !== undefined && hostOf(origin) !== host;
}

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host;
}
