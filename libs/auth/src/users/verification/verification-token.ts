import { createHash } from 'node:crypto';
import { isSameSecret } from '../../tokens/token-hash.js';

const PREFIX = 'verify:';

/** What is stored of a token that proves an e-mail: nobody can prove it with that. */
export interface StoredVerification {
  readonly token: string;
  /** What it proves: no other e-mail, whatever the user has by then. */
  readonly email: unknown;
  /** Milliseconds since 1970. */
  readonly expires: number;
  /** Where the link of the mail leads to. */
  readonly redirect: string;
}

/** The text that is stored. */
export function storeVerification({ token, email, expires, redirect }: StoredVerification): string {
  return [`${PREFIX}${String(Math.floor(expires / 1000))}`, digest(proof(token, email)), digest(redirect)].join(':');
}

/**
 * Whether a token is the one that is stored of a user, and has not ended. One that an older application has stored in the clear
 * does not end.
 */
export function isVerification(
  token: unknown,
  { verificationToken: stored, email }: { readonly verificationToken?: unknown; readonly email?: unknown },
  now: number,
): boolean {
  if (typeof token !== 'string' || token === '' || typeof stored !== 'string' || stored === '') return false;
  if (!stored.startsWith(PREFIX)) return isSameSecret(token, stored);
  const [expires, hash = ''] = stored.slice(PREFIX.length).split(':');
  return isSameSecret(digest(proof(token, email)), hash) && Number(expires) * 1000 > now;
}

/** Whether the link of the mail leads there. */
export function leadsTo(redirect: string, stored: unknown): boolean {
  return typeof stored === 'string' && stored.startsWith(PREFIX) && stored.split(':')[3] === digest(redirect);
}

function proof(token: string, email: unknown): string {
  return JSON.stringify([token, email ?? null]);
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}
