import { hash, verify } from '@node-rs/bcrypt';

const PATTERN = /^\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}$/;

export function isBcryptHash(text: string): boolean {
  return PATTERN.test(text);
}

/** A bcrypt hash of a password, made on another thread. */
export function hashWithBcrypt(plain: string, cost: number): Promise<string> {
  return hash(plain, { cost });
}

/** Whether a password is that of a bcrypt hash. */
export function isPasswordOfBcrypt(plain: string, text: string): Promise<boolean> {
  return verify(plain, text);
}

/** A hash that no password is known of. */
export function nobodysBcrypt(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${'.'.repeat(53)}`;
}
