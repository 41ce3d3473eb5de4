import * as crypto from 'node:crypto';
import { promisify } from 'node:util';

/** What a hash costs: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

interface Argon2Hash {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
}

/** Whether this Node can make Argon2 hashes: versions before 24.7 cannot. */
export const hasArgon2 = typeof (crypto as { argon2?: unknown }).argon2 === 'function';

/** An Argon2id hash of a password as a text (PHC), made on another thread. */
export async function hashWithArgon2(plain: string): Promise<string> {
  const salt = crypto.randomBytes(SALT_BYTES);
  return format({ ...COST, salt, hash: await derive(plain, { ...COST, salt }, HASH_BYTES) });
}

/** Whether a password is that of an Argon2id hash. */
export async function isPasswordOfArgon2(plain: string, text: string): Promise<boolean> {
  const stored = parse(text);
  if (stored === undefined) return false;
  return crypto.timingSafeEqual(await derive(plain, stored, stored.hash.length), stored.hash);
}

export function isArgon2Hash(text: string): boolean {
  return parse(text) !== undefined;
}

/** Whether a hash was made with less than hashes cost now. */
export function isCheapArgon2(text: string): boolean {
  const stored = parse(text);
  return stored === undefined || stored.memory < COST.memory || stored.passes < COST.passes;
}

/** A hash that no password is known of. */
export const NOBODYS_ARGON2 = format({ ...COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) });

const PATTERN =
  /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

function parse(text: string): Argon2Hash | undefined {
  const [, memory, passes, parallelism, salt = '', hash = ''] = PATTERN.exec(text) ?? [];
  if (memory === undefined) return undefined;
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  };
}

function format({ memory, passes, parallelism, salt, hash }: Argon2Hash): string {
  const cost = `m=${String(memory)},t=${String(passes)},p=${String(parallelism)}`;
  return `$argon2id$v=19$${cost}$${unpadded(salt)}$${unpadded(hash)}`;
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}

async function derive(
  plain: string,
  { memory, passes, parallelism, salt }: Omit<Argon2Hash, 'hash'>,
  tagLength: number,
): Promise<Buffer> {
  if (!hasArgon2) throw new Error('This version of Node cannot check Argon2 hashes: it takes 24.7 or newer');
  const argon2 = promisify(crypto.argon2);
  return argon2('argon2id', { message: plain, nonce: salt, memory, passes, parallelism, tagLength });
}
