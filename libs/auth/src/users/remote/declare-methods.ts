import { LoopnestError, type RemoteContext } from '@loopnest/models';
import type { AccessToken } from '../../tokens/access-token.js';
import { resetScopes } from '../passwords/reset-tokens.js';
import type { UserClass } from '../user.js';

const OPTIONS = { arg: 'options', type: 'object', http: 'optionsFromRequest' } as const;

/** Offers what users do over REST, as LoopBack's User does. Not inherited: each model has its own. */
export function declareMethods(model: UserClass): void {
  declareSessions(model);
  declareVerification(model);
  declarePasswords(model);
}

function declareSessions(model: UserClass): void {
  model.remoteMethod('login', {
    description: 'Login a user with username/email and password.',
    accepts: [
      // Not required: a body that is missing is one without a name.
      { arg: 'credentials', type: 'object', http: { source: 'body' } },
      {
        arg: 'include',
        type: ['string'],
        http: { source: 'query' },
        description: 'Related objects to include in the response: user',
      },
    ],
    returns: {
      arg: 'accessToken',
      type: 'object',
      root: true,
      description: 'The access token; with include=user the user as well.',
    },
    http: { verb: 'post' },
  });
  model.remoteMethod('logout', {
    description: 'Logout a user with access token.',
    accepts: [
      {
        arg: 'access_token',
        type: 'string',
        http: (context: RemoteContext) => tokenOf(context)?.id,
        description: 'Taken from the request.',
      },
    ],
    http: { verb: 'all' },
  });
}

function declareVerification(model: UserClass): void {
  model.remoteMethod('prototype.verify', {
    description: "Trigger user's identity verification with configured verifyOptions",
    // What a verification is made of is the application's own.
    accepts: [{ arg: 'verifyOptions', type: 'any', http: () => undefined }, OPTIONS],
    http: { verb: 'post' },
  });
  model.remoteMethod('confirm', {
    description: 'Confirm a user registration with identity verification token.',
    accepts: [
      { arg: 'uid', type: 'string', required: true },
      { arg: 'token', type: 'string', required: true },
      { arg: 'redirect', type: 'string' },
    ],
    http: { verb: 'get', path: '/confirm' },
  });
}

function declarePasswords(model: UserClass): void {
  const scopes = resetScopes(model);
  const id = { arg: 'id', type: 'any', http: (context: RemoteContext) => userIdOf(context, model) };
  model.remoteMethod('resetPassword', {
    description: 'Reset password for a user with email.',
    accepts: [{ arg: 'options', type: 'object', http: { source: 'body' } }],
    http: { verb: 'post', path: '/reset' },
  });
  model.remoteMethod('changePassword', {
    description: "Change a user's password.",
    accepts: [
      id,
      { arg: 'oldPassword', type: 'string', required: true, http: { source: 'form' } },
      { arg: 'newPassword', type: 'string', required: true, http: { source: 'form' } },
      OPTIONS,
    ],
    http: { verb: 'post', path: '/change-password' },
  });
  model.remoteMethod('setPassword', {
    description: "Reset user's password via a password-reset token.",
    accepts: [id, { arg: 'newPassword', type: 'string', required: true, http: { source: 'form' } }, OPTIONS],
    ...(scopes === undefined ? {} : { accessScopes: scopes }),
    http: { verb: 'post', path: '/reset-password' },
  });
}

function tokenOf({ req }: RemoteContext): AccessToken | undefined {
  return (req as { accessToken?: AccessToken | null }).accessToken ?? undefined;
}

/** The user of the token; with several user models, only where it is one of this model. */
function userIdOf(context: RemoteContext, model: UserClass): unknown {
  const token = tokenOf(context);
  const type = token?.principalType;
  if (typeof type === 'string' && type !== model.modelName) throw new LoopnestError(403, 'Access Denied');
  return token?.userId ?? undefined;
}
