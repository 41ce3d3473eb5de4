import { randomBytes } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
/** Bytes from here on would make the first letters likelier than the others. */
const LIMIT = 256 - (256 % LETTERS.length);

/** A text of letters and digits from a cryptographic source: a little under 6 bits each. */
export function randomText(length: number): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length))
      if (byte < LIMIT) text += LETTERS.charAt(byte % LETTERS.length);
  }
  return text;
}
