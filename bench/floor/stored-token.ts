import { hash } from 'node:crypto';

/** What the databases hold of a token. */
export function storedToken(secret: string): string {
  return `sha256:${hash('sha256', secret, 'base64url')}`;
}

/** Whether a token is of no use here: it has ended, or is for something else. */
export function isUseless({ ttl, created, scopes }: any, now = Date.now()): boolean {
  return scopes !== null || new Date(created).getTime() + ttl * 1000 <= now;
}
