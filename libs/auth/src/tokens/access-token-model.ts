import {
  type AnyModel,
  type Callback,
  type HookContext,
  type OperationOptions,
  type RemoteContext,
  settle,
} from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessToken, AccessTokenClass } from './access-token.js';
import { isOfBody, ofBody } from '../users/saving/of-body.js';
import { type CredentialRequest, findCredential } from './find-credential.js';
import { findValidToken, validateToken } from './find-valid-token.js';
import { hashIdsIn } from './hash-ids-in.js';
import { randomText } from './random-text.js';
import { hashToken, isTokenHash } from './token-hash.js';

/** Fewer letters could be guessed: 22 have a little less than 131 bits. */
const SHORTEST_ID = 22;

/** Gives a token model its behaviour: secrets that are made when a token is saved, and are never stored. */
export function setUpAccessToken(model: AnyModel, state: AuthState): void {
  const { secrets } = state;
  model.setter['id'] = function (this: object, value: unknown) {
    const isSecret = typeof value === 'string' && value !== '' && !isTokenHash(value);
    if (isSecret) secrets.set(this, value);
    else secrets.delete(this);
    (this as Record<string, unknown>)['$id'] = isSecret ? hashToken(value) : value;
  };
  model.getter['id'] = function (this: object) {
    const stored = (this as Record<string, unknown>)['$id'];
    // One that an older application has stored in the clear shows itself as the others do.
    return secrets.get(this) ?? (typeof stored === 'string' && !isTokenHash(stored) ? hashToken(stored) : stored);
  };
  Object.assign(model, { ANONYMOUS: new model({ id: '$anonymous' }) });
  model.on('dataSourceAttached', () => idLength(model));
  markBodies(model);
  if (model.modelName === 'AccessToken') setUpBase(model, state);
}

/** What descendants inherit. */
function setUpBase(model: AnyModel, state: AuthState): void {
  observe(model);
  Object.assign(model, {
    createAccessTokenId(this: AnyModel, callback?: Callback<string>) {
      return settle(Promise.resolve(randomText(idLength(this))), callback);
    },
    resolve(this: AccessTokenClass, id: unknown, callback?: Callback<AccessToken | undefined>) {
      const candidates = [id].flat().filter((each) => typeof each === 'string');
      return settle(findValidToken(this, candidates, state), callback);
    },
    getIdForRequest(req: CredentialRequest, options?: object) {
      return findCredential(req, options, bodyOf(req))?.candidates[0];
    },
    findForRequest(this: AccessTokenClass, req: CredentialRequest, ...rest: readonly unknown[]) {
      const callback = rest.find((each) => typeof each === 'function');
      const options = rest.find((each) => typeof each === 'object' && each !== null);
      const candidates = findCredential(req, options ?? {}, bodyOf(req))?.candidates ?? [];
      return settle(findValidToken(this, candidates, state), callback as never);
    },
  });
  Object.assign(model.prototype, {
    validate(this: AccessToken, callback?: Callback<boolean>) {
      return settle(validateToken(this, state), callback);
    },
  });
}

/** Clients do not choose secrets. */
function markBodies(model: AnyModel): void {
  for (const method of ['create', 'patchOrCreate', 'replaceOrCreate', 'upsertWithWhere']) {
    model.beforeRemote(method, (({ args }: RemoteContext) => {
      args['options'] = ofBody(args['options'] as OperationOptions, 'as sent');
    }) as never);
  }
}

function observe(model: AnyModel): void {
  model.observe('before save', async ({ instance, isNewInstance, options }: HookContext) => {
    if (instance === undefined || isNewInstance === false) return;
    const token = instance as unknown as AccessToken;
    if (token.id !== undefined && token.id !== null && !(isNewInstance === true && isOfBody(options))) return;
    token.id = await (token.constructor as unknown as AccessTokenClass).createAccessTokenId();
  });
  // A token is addressed by its secret, too.
  model.observe('access', async ({ query }: HookContext) => {
    if (query !== undefined) hashIdsIn(query as { where?: unknown });
  });
}

function bodyOf(req: CredentialRequest): unknown {
  return (req as { body?: unknown }).body;
}

function idLength({ modelName, settings }: AnyModel): number {
  const length = settings['accessTokenIdLength'];
  if (typeof length === 'number' && Number.isInteger(length) && length >= SHORTEST_ID) return length;
  throw new Error(
    `${modelName}: accessTokenIdLength is ${String(length)}; it must be a whole number from ${String(SHORTEST_ID)} on`,
  );
}
