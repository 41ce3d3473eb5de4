import { isSameSecret } from '../tokens/token-hash.js';
import { type ApplicationKeyName, KEY_NAMES } from './application-keys.js';

/** Which of the keys is the one that is given. All are compared, so that the time tells nothing. */
export function matchKey(keys: Readonly<Record<string, unknown>>, given: unknown): ApplicationKeyName | undefined {
  if (typeof given !== 'string' || given === '') return undefined;
  return KEY_NAMES.filter((name) => isSameSecret(stored(keys[name]), given))[0];
}

/** What is no key is compared, too, and never the same. */
function stored(key: unknown): string {
  return typeof key === 'string' ? key : '';
}
