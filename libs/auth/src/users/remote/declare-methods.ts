import type { RemoteContext } from '@loopnest/models';
import type { AccessToken } from '../../tokens/access-token.js';
import type { UserClass } from '../user.js';

/** Offers what users do over REST, as LoopBack's User does. Not inherited: each model has its own. */
export function declareMethods(model: UserClass): void {
  model.remoteMethod('login', {
    description: 'Login a user with username/email and password.',
    accepts: [
      { arg: 'credentials', type: 'object', required: true, http: { source: 'body' } },
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
    accepts: [{ arg: 'access_token', type: 'string', http: tokenOf, description: 'Taken from the request.' }],
    http: { verb: 'all' },
  });
}

function tokenOf({ req }: RemoteContext): unknown {
  return (req as { accessToken?: AccessToken | null }).accessToken?.id;
}
