import { randomBytes } from 'node:crypto';

const LENGTH = 10;

/** A short random text of letters that are safe in a URL, as `defaultFn: "shortid"` makes it. */
export function shortId(): string {
  return randomBytes(LENGTH).toString('base64url').slice(0, LENGTH);
}
