import { hash, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256:';

/** What is stored of a token: nobody can log in with it, and it names the token where one is addressed. */
export function hashToken(secret: string): string {
  return PREFIX + hash('sha256', secret, 'base64url');
}

/** Whether a text is what {@link hashToken} gives, and so never a credential. */
export function isTokenHash(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(PREFIX);
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}

/** The same for what {@link hashToken} gives: texts of one length. */
export function isSameHash(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
