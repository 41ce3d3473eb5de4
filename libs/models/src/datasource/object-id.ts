import { randomBytes } from 'node:crypto';

const BYTES = 12;

/** A random id of 24 hexadecimal digits, as MongoDB writes them and LoopBack makes them for embedded values. */
export function objectId(): string {
  return randomBytes(BYTES).toString('hex');
}
