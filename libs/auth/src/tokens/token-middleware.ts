import type { AnyModel, Application, Handler } from '@loopnest/models';
import { attachedDescendants } from '../plugin/attached-descendants.js';
import type { AccessTokenClass } from './access-token.js';
import { authenticateRequest } from './authenticate-request.js';
import type { TokenOptions } from './token-options.js';

/** How {@link tokenMiddleware} finds tokens. */
export interface TokenMiddlewareOptions extends TokenOptions {
  /** Where the token model is looked for that is named, or is not given. */
  readonly application?: Application;
}

/**
 * Middleware for Express that finds the token of a request and sets `req.accessToken`: the token, or `null` for strangers. A
 * request that has one already is left as it is. Handlers behind it do not look again.
 *
 * @throws Error where neither a token model is given nor an application that has one
 * @example
 * express().use(tokenMiddleware({ application: app, currentUserLiteral: 'me' }));
 */
export function tokenMiddleware({ application, ...options }: TokenMiddlewareOptions): Handler {
  const { model } = options;
  if (typeof model !== 'function' && application === undefined)
    throw new Error('tokenMiddleware needs a token model, or the application that has one');
  const tokens = () =>
    (typeof model === 'function' ? model : tokenModelOf(application as Application, model)) as AccessTokenClass;
  return (req, _res, next) => {
    const authenticating = authenticateRequest(req, { options, tokens, body: req.body });
    if (authenticating === undefined) next();
    else authenticating.then(() => next(), next);
  };
}

function tokenModelOf({ registry }: Application, name: unknown): AnyModel {
  if (name !== undefined) return registry.getModel(name);
  return attachedDescendants(registry, 'AccessToken')[0] ?? registry.getModel('AccessToken');
}
