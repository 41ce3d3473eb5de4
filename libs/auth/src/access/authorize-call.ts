import { contextOf, readArguments, type RemoteCall } from '@loopnest/models';
import { askFunction } from '../plugin/ask-function.js';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessTokenData } from './access-context.js';
import { CallAccess } from './call-access.js';
import { judge, type Judgement } from './judge.js';
import { StrictAccess } from '../strict/strict-access.js';
import { mayBeStrict } from '../strict/strictness.js';
import { refusal } from './refusal.js';
import { type CheckAccessFunction, ownCheckAccess } from './own-check-access.js';

/**
 * Judges a call by the scopes of its token and the rules of its model, after its arguments were read. Throws the refusal, or
 * rejects with it; gives a promise only where something has to be looked up.
 */
export function authorizeCall(call: RemoteCall, state: AuthState): Promise<void> | undefined {
  call.given = readArguments(call);
  const token = (call.req as { accessToken?: AccessTokenData | null }).accessToken ?? undefined;
  const access = new CallAccess(call, token ?? state.anonymous, state.askedMethods.of(call));
  const checkAccess = ownCheckAccess(call.model, state);
  const strict = mayBeStrict(state) ? new StrictAccess(call, access, state) : undefined;
  if (checkAccess !== undefined) return askModel(checkAccess, call, access, state).then(() => strict?.judge());
  const judged = judge(access, state);
  if (strict !== undefined) return applyStrictly(judged, call, strict, () => refusal(access, state));
  if (judged instanceof Promise) return judged.then((judgement) => apply(judgement, call, access, state));
  apply(judged, call, access, state);
  return undefined;
}

async function applyStrictly(
  judged: Judgement | Promise<Judgement>,
  call: RemoteCall,
  strict: StrictAccess,
  refuse: () => Error,
): Promise<void> {
  const { permission, authorizedRoles } = await judged;
  call.options['authorizedRoles'] = authorizedRoles;
  if (permission === 'DENY' && !(await strict.narrows())) throw refuse();
  await strict.judge();
}

function apply(
  { permission, authorizedRoles }: Judgement,
  call: RemoteCall,
  access: CallAccess,
  state: AuthState,
): void {
  // The same object that methods and hooks are given.
  call.options['authorizedRoles'] = authorizedRoles;
  if (permission === 'DENY') throw refusal(access, state);
}

/** An application has a `checkAccess` of its own in place of the model's. */
async function askModel(
  checkAccess: CheckAccessFunction,
  call: RemoteCall,
  access: CallAccess,
  state: AuthState,
): Promise<void> {
  if (!access.isScopeAllowed()) throw refusal(access, state);
  const context = contextOf(call);
  const parameters = [access.accessToken, access.modelId, context.method, context];
  if (!(await askFunction(checkAccess, call.model, parameters))) throw refusal(access, state);
}
