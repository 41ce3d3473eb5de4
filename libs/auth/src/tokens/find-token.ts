import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { hashToken, isSameSecret, isTokenHash } from './token-hash.js';

/** Longer texts are no tokens, and are not looked up. */
const LONGEST = 1024;

/**
 * The stored token of the first candidate that is one, in one statement. A token that an older application has stored in the
 * clear is stored anew.
 */
export async function findToken(
  model: AccessTokenClass,
  candidates: readonly string[],
  state: AuthState,
): Promise<AccessToken | undefined> {
  const secrets = candidates.filter((text) => text !== '' && text.length <= LONGEST && !isTokenHash(text));
  if (secrets.length === 0) return undefined;
  const ids = secrets.flatMap((secret) => [hashToken(secret), secret]);
  const found = (await model.find({ where: { id: { inq: ids } } })) as unknown as (AccessToken & { $id: string })[];
  for (const secret of secrets) {
    const hash = hashToken(secret);
    const token = found.find(({ $id }) => isSameSecret($id, hash));
    if (token !== undefined) return withSecret(token, secret, state);
    const old = found.find(({ $id }) => isSameSecret($id, secret));
    if (old !== undefined) return withSecret(await storeAnew(model, old, hash), secret, state);
  }
  return undefined;
}

function withSecret(token: AccessToken, secret: string, { secrets }: AuthState): AccessToken {
  secrets.set(token, secret);
  return token;
}

async function storeAnew(
  model: AccessTokenClass,
  old: AccessToken & { readonly $id: string },
  hash: string,
): Promise<AccessToken> {
  const where = { id: hash };
  const [token] = await model.findOrCreate({ where }, { ...old.toObject(), id: hash });
  // Not by its name alone: that stands for the new one as well.
  await model.destroyAll({ id: old.$id }, { notify: false });
  return token as unknown as AccessToken;
}
