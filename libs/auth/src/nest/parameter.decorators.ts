import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { RemoteRequest } from '@loopnest/models';
import { AccessContext } from '../access/access-context.js';
import { tokenOf, userOf } from './request-access.js';

/**
 * The user who is asking: an instance of the user model, or what a principal source gives as `user`. `null` for strangers.
 *
 * @example
 * @Get('me')
 * me(@CurrentUser() user: Customer | null) { return user; }
 */
export const CurrentUser = createParamDecorator((_: unknown, context: ExecutionContext) => userOf(requestOf(context)));

/** The token of the request; `null` for strangers. */
export const AccessToken = createParamDecorator((_: unknown, context: ExecutionContext) => tokenOf(requestOf(context)));

/** Who is asking, as rules see it: the user, the application. Empty for strangers. */
export const Principals = createParamDecorator(async (_: unknown, context: ExecutionContext) => {
  const token = await tokenOf(requestOf(context));
  return new AccessContext({ accessToken: token ?? undefined }).principals;
});

function requestOf(context: ExecutionContext): RemoteRequest {
  return context.switchToHttp().getRequest<RemoteRequest>();
}
