import { type AnyModel, RemoteContext, type RemoteMethodRecord, remoteMethodsOf } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { AccessContext, type AccessMethod, type AccessTokenData } from './access-context.js';
import { type AccessRequest, requestFor } from './access-request.js';
import type { AccessType } from './access-type.js';
import { ruleNames } from './asked.js';
import { accessMethod } from './asked-methods.js';
import { judge } from './judge.js';

/** Decides about an access, as a request would be decided about, and tells methods the roles of their caller. */
export async function checkAccess(access: AccessContext, state: AuthState): Promise<AccessRequest> {
  const { permission, authorizedRoles } = await judge(access, state);
  const { remotingContext } = access;
  if (remotingContext instanceof RemoteContext) remotingContext.options['authorizedRoles'] = authorizedRoles;
  return requestFor(access.asked, permission);
}

/** Whether a token lets a method of a model be called; for a stranger where there is none. */
export async function checkAccessForToken(
  token: AccessTokenData | null | undefined,
  model: AnyModel,
  modelId: unknown,
  method: string,
  state: AuthState,
): Promise<boolean> {
  const found = methodOf(model, method);
  const access = new AccessContext({
    accessToken: token ?? state.anonymous,
    model,
    modelId,
    sharedMethod: found === undefined ? undefined : accessMethod(found),
    property: method,
    accessType: found?.accessType ?? 'EXECUTE',
  });
  return (await checkAccess(access, state)).isAllowed();
}

/** The remote method that rules know by a name. */
export function methodOf(model: AnyModel, name: string): RemoteMethodRecord | undefined {
  return remoteMethodsOf(model).find((method) => ruleNames(method).includes(name));
}

/** `Model.checkAccess`: whether a call of a method may be made. An application may put its own in its place. */
export async function checkAccessOfModel(
  model: AnyModel,
  token: AccessTokenData | null | undefined,
  modelId: unknown,
  method: AccessMethod & { readonly accessType: AccessType },
  remotingContext: unknown,
  state: AuthState,
): Promise<boolean> {
  const access = new AccessContext({
    accessToken: token ?? state.anonymous,
    model,
    modelId,
    sharedMethod: method,
    accessType: method.accessType,
    remotingContext: remotingContext instanceof RemoteContext ? remotingContext : undefined,
  });
  return (await checkAccess(access, state)).isAllowed();
}
