import { hash } from 'node:crypto';

/** What the databases hold of a token. */
export function storedToken(secret: string): string {
  return `sha256:${hash('sha256', secret, 'base64url')}`;
}
