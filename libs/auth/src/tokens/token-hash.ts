import { createHash, timingSafeEqual } from 'node:crypto';

const PREFIX = 'sha256:';

/** What is stored of a token: nobody can log in with it, and it names the token where one is addressed. */
export function hashToken(secret: string): string {
  return PREFIX + createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Whether a text is what {@link hashToken} gives, and so never a credential. */
export function isTokenHash(text: unknown): text is string {
  return typeof text === 'string' && text.startsWith(PREFIX);
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function isSameSecret(one: string, other: string): boolean {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text, 'utf8').digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
