import { type AnyModel, subqueryOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { hashToken, isSameHash, isSameSecret, isTokenHash } from './token-hash.js';
import { type TokensOfUsers, tokensOfUsers } from './user-of-token.js';

/** Longer texts are no tokens, and are not looked up. */
const LONGEST = 1024;

/** A request has one or two candidates; more than these take the longer way. */
const MOST = 2;

/** A token that is stored. */
export interface FoundToken {
  readonly token: AccessToken;
  /** Whether its user is there; `undefined` where nobody has looked. */
  readonly hasItsUser: true | undefined;
}

interface Secret {
  readonly text: string;
  readonly hash: string;
}

type StoredToken = AccessToken & { readonly $id: string };

/**
 * The stored token of the first candidate that is one: one statement in the usual case, two where its user is not there, or for
 * an unknown one. A token that an older application has stored in the clear is stored anew.
 */
export async function findToken(
  model: AccessTokenClass,
  candidates: readonly string[],
  state: AuthState,
): Promise<FoundToken | undefined> {
  const secrets = candidates
    .filter((text) => text !== '' && text.length <= LONGEST && !isTokenHash(text))
    .map((text) => ({ text, hash: hashToken(text) }));
  if (secrets.length === 0) return undefined;
  const ofUsers = secrets.length > MOST ? undefined : tokensOfUsers(model, state);
  if (ofUsers !== undefined) {
    const token = firstOf(await readOfUsers(model, secrets, ofUsers), secrets, state);
    if (token !== undefined) return { token, hasItsUser: true };
  }
  const token = await findAny(model, secrets, state);
  return token === undefined ? undefined : { token, hasItsUser: undefined };
}

/** The same whether or not a token has a user, and in whatever form it is stored. */
async function findAny(
  model: AccessTokenClass,
  secrets: readonly Secret[],
  state: AuthState,
): Promise<AccessToken | undefined> {
  const rows = await read(model, { id: { inq: secrets.flatMap(({ text, hash }) => [hash, text]) } });
  for (const secret of secrets) {
    const token = firstOf(rows, [secret], state);
    if (token !== undefined) return token;
    const old = rows.find(({ $id }) => isSameSecret($id, secret.text));
    if (old !== undefined) return withSecret(await storeAnew(model, old, secret.hash), secret.text, state);
  }
  return undefined;
}

/** Tokens that have their user, by what is stored of them. PostgreSQL makes a new plan each time where there is a list. */
function readOfUsers(
  model: AccessTokenClass,
  secrets: readonly Secret[],
  { users, id, prepared }: TokensOfUsers,
): Promise<readonly StoredToken[]> {
  const hashes = secrets.map(({ hash }) => hash);
  if (!isWatched(model)) return prepared.find(hashes) as Promise<readonly StoredToken[]>;
  return read(model, { or: hashes.map((hash) => ({ id: hash })), userId: { inq: subqueryOf(users, id) } });
}

function read(model: AccessTokenClass, where: Record<string, unknown>): Promise<readonly StoredToken[]> {
  const options = isWatched(model) ? { trustsQuery: true } : { trustsQuery: true, notify: false };
  return model.find({ where }, options) as unknown as Promise<readonly StoredToken[]>;
}

/** Whether an application has a say in which tokens are read. Of the hooks one is ours, which is not needed here. */
function isWatched({ core, settings }: AnyModel): boolean {
  return settings['scope'] !== undefined || core.hasObservers('loaded') || core.observersOf('access').length > 1;
}

function firstOf(rows: readonly StoredToken[], secrets: readonly Secret[], state: AuthState): AccessToken | undefined {
  for (const { text, hash } of rows.length === 0 ? [] : secrets) {
    const token = rows.find(({ $id }) => isSameHash($id, hash));
    if (token !== undefined) return withSecret(token, text, state);
  }
  return undefined;
}

function withSecret(token: AccessToken, secret: string, { secrets }: AuthState): AccessToken {
  secrets.set(token, secret);
  return token;
}

async function storeAnew(model: AccessTokenClass, old: StoredToken, hash: string): Promise<AccessToken> {
  const where = { id: hash };
  const [token] = await model.findOrCreate({ where }, { ...old.toObject(), id: hash });
  // Not by its name alone: that stands for the new one as well.
  await model.destroyAll({ id: old.$id }, { notify: false });
  return token as unknown as AccessToken;
}
