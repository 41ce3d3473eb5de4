import type { AnyModel, HookContext } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { findCredential } from './find-credential.js';
import { findValidToken, validateToken } from './find-valid-token.js';
import { hashIdsIn } from './hash-ids-in.js';
import { orCallback } from './or-callback.js';
import { randomText } from './random-text.js';
import { hashToken, isTokenHash } from './token-hash.js';

/** Fewer letters could be guessed: 22 have a little less than 131 bits. */
const SHORTEST_ID = 22;

/** Gives a token model its behaviour: secrets that are made when a token is saved, and are never stored. */
export function setUpAccessToken(model: AnyModel, state: AuthState): void {
  const { secrets } = state;
  const tokens = model as unknown as AccessTokenClass;
  model.setter['id'] = function (this: object, value: unknown) {
    const isSecret = typeof value === 'string' && value !== '' && !isTokenHash(value);
    if (isSecret) secrets.set(this, value);
    (this as Record<string, unknown>)['$id'] = isSecret ? hashToken(value) : value;
  };
  model.getter['id'] = function (this: object) {
    const stored = (this as Record<string, unknown>)['$id'];
    // One that an older application has stored in the clear shows itself as the others do.
    return secrets.get(this) ?? (typeof stored === 'string' && !isTokenHash(stored) ? hashToken(stored) : stored);
  };
  if (model.base?.modelName === 'PersistedModel') observe(model);
  Object.assign(model, {
    ANONYMOUS: new model({ id: '$anonymous' }),
    createAccessTokenId(this: AnyModel, callback?: (error: unknown, id?: string) => void) {
      return orCallback(Promise.resolve(randomText(idLength(this))), callback);
    },
    resolve(id: unknown, callback?: (error: unknown, token?: AccessToken) => void) {
      return orCallback(findValidToken(tokens, typeof id === 'string' ? [id] : [], state), callback);
    },
    getIdForRequest(req: never, options?: object) {
      return findCredential(req, options)?.candidates[0];
    },
    findForRequest(req: never, ...rest: readonly unknown[]) {
      const callback = rest.find((each) => typeof each === 'function');
      const options = rest.find((each) => typeof each === 'object' && each !== null);
      const candidates = findCredential(req, options)?.candidates ?? [];
      return orCallback(findValidToken(tokens, candidates, state), callback as never);
    },
  });
  Object.assign(model.prototype, {
    validate(this: AccessToken, callback?: (error: unknown, isValid?: boolean) => void) {
      return orCallback(validateToken(this, state), callback);
    },
  });
}

/** Descendants inherit observers. */
function observe(model: AnyModel): void {
  model.observe('before save', async ({ instance, isNewInstance }: HookContext) => {
    if (instance === undefined || isNewInstance === false) return;
    const token = instance as unknown as AccessToken;
    token.id ??= await (token.constructor as unknown as AccessTokenClass).createAccessTokenId();
  });
  // A token is addressed by its secret, too.
  model.observe('access', async ({ query }: HookContext) => {
    if (query !== undefined) hashIdsIn(query as { where?: unknown });
  });
}

function idLength({ modelName, settings }: AnyModel): number {
  const length = settings['accessTokenIdLength'];
  if (typeof length === 'number' && Number.isInteger(length) && length >= SHORTEST_ID) return length;
  throw new Error(
    `${modelName}: accessTokenIdLength is ${String(length)}; it must be a whole number from ${String(SHORTEST_ID)} on`,
  );
}
