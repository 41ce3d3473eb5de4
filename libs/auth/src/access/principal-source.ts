import type { RemoteRequest } from '@loopnest/models';

/** Who is asking, as a host's own authentication knows it. */
export interface RequestPrincipal {
  /** Id of the user; compared as text with those in rules, mappings and records. */
  readonly userId?: number | string | null;
  /** Name of the user model, where there are several. */
  readonly principalType?: string;
  /** Id of the application that is asking. */
  readonly appId?: string | null;
  /** What the caller may use, of methods with `accessScopes`; `DEFAULT` where nothing is said. */
  readonly scopes?: readonly string[];
  /** What `@CurrentUser()` gives, where it is not an instance of the user model. */
  readonly user?: unknown;
}

/**
 * Says who is asking, in place of access tokens: from a JWT, a session, a Passport strategy. `null` for strangers; an error
 * (401) refuses the request. Asked once per request.
 *
 * @example
 * const byJwt: PrincipalSource = {
 *   principalOf: async ({ headers }) => {
 *     const token = headers.authorization?.replace(/^Bearer /, '');
 *     return token === undefined ? null : { userId: (await verify(token)).sub };
 *   },
 * };
 */
export interface PrincipalSource {
  principalOf(req: RemoteRequest): RequestPrincipal | null | Promise<RequestPrincipal | null>;
}
