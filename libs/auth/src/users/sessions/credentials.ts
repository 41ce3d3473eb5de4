import type { Credentials, UserQuery } from '../user.js';

/** Who credentials name: the e-mail goes before the username, and a realm before the name before one beside it. */
export function normalizeCredentials(
  given: unknown,
  needsRealm: boolean | undefined,
  delimiter: string | undefined,
): UserQuery {
  const { email, username, realm }: Credentials = typeof given === 'object' && given !== null ? given : {};
  const key = isGiven(email) ? 'email' : isGiven(username) ? 'username' : undefined;
  const name = key === 'email' ? email : username;
  if (needsRealm !== true) return key === undefined ? {} : { [key]: name };
  const outer = isGiven(realm) ? { realm } : {};
  if (key === undefined) return outer;
  const split = splitName(name, delimiter);
  return { ...outer, [key]: split.name, ...(isGiven(split.realm) ? { realm: split.realm } : {}) };
}

function splitName(name: unknown, delimiter: string | undefined): { readonly name: unknown; readonly realm?: string } {
  if (typeof name !== 'string' || delimiter === undefined) return { name };
  const index = name.indexOf(delimiter);
  return index < 0 ? { name } : { realm: name.slice(0, index), name: name.slice(index + delimiter.length) };
}

/** Whether something is said: nothing, an empty text, `false` and 0 say nothing. */
export function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false && value !== 0;
}
