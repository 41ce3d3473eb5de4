import { createHash } from 'node:crypto';

/** As many users as tokens: each has one. */
const TOKENS = 1_000;

/** When the tokens were made; they live for a hundred years. */
const CREATED = '2020-01-01T00:00:00.000Z';
const TTL = 100 * 365 * 24 * 3600;

/** The secret of the token of a user, as long as those of `login`. */
export function secretOf(user: number): string {
  return createHash('sha256').update(`bench ${user}`).digest('hex');
}

/** A secret that a request can be sent with. */
export function randomSecret(random: (limit: number) => number): string {
  return secretOf(1 + random(TOKENS));
}

/** Users and their tokens, for tables as Loopnest makes them. */
export function authRows(created: (iso: string) => string): string {
  const numbers = Array.from({ length: TOKENS }, (_, index) => index + 1);
  const users = numbers.map((number) => `(${number}, 'user${number}@example.com', '-')`);
  const tokens = numbers.map((number) => `('${hashOf(secretOf(number))}', ${TTL}, ${created(CREATED)}, ${number})`);
  return `
    INSERT INTO "user" (id, email, password) VALUES ${users.join(', ')};
    INSERT INTO accesstoken (id, ttl, created, userid) VALUES ${tokens.join(', ')};`;
}

/** What Loopnest stores of a secret. */
function hashOf(secret: string): string {
  return `sha256:${createHash('sha256').update(secret).digest('base64url')}`;
}
