import { contextOf, readArguments, type RemoteCall } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import { AccessContext, type AccessTokenData } from './access-context.js';
import { recordOf } from './addressed-record.js';
import { refusal } from './refusal.js';

/** Judges a call by the scopes of its token and the rules of its model. Throws the refusal. */
export async function authorizeCall(call: RemoteCall, state: AuthState): Promise<void> {
  call.given = readArguments(call);
  const { accessToken } = call.req as { accessToken?: AccessTokenData | null };
  const context = contextOf(call);
  const access = new AccessContext({
    accessToken: accessToken ?? state.anonymous,
    model: call.model,
    modelId: recordOf(call),
    property: context.method.name,
    accessType: call.method.accessType,
    sharedMethod: context.method,
    remotingContext: context,
  });
  if (access.isScopeAllowed() && (await state.rules.isAllowed(access))) return;
  throw refusal(access, accessToken ?? undefined, state);
}
