import type { AuthState } from '../plugin/auth-state.js';
import type { Permission } from '../rules/permission.js';
import type { RuleSet } from '../rules/rule-set.js';
import type { AccessContext } from './access-context.js';
import { defaultPermissionOf } from './default-permission.js';

/** What is decided about an access. */
export interface Judgement {
  readonly permission: Permission;
  /** The roles of the caller that stand in rules which do not deny. */
  readonly authorizedRoles: Readonly<Record<string, true>>;
}

/** The decision of the chapter on auth, section 6, scopes first; at once where nothing has to be looked up for it. */
export function judge(access: AccessContext, state: AuthState): Judgement | Promise<Judgement> {
  const { model } = access;
  if (model === undefined) throw new TypeError('Access is asked for without a model');
  if (!access.isScopeAllowed()) return { permission: 'DENY', authorizedRoles: {} };
  const rules = state.rules.of(model, access.asked);
  return rules instanceof Promise ? rules.then((read) => judgeBy(read, access, state)) : judgeBy(rules, access, state);
}

function judgeBy(rules: RuleSet, access: AccessContext, state: AuthState): Judgement | Promise<Judgement> {
  const roles = state.roles.among(rules.roles, access);
  return roles instanceof Promise ? roles.then((found) => decide(rules, access, found)) : decide(rules, access, roles);
}

function decide(rules: RuleSet, access: AccessContext, roles: ReadonlySet<string>): Judgement {
  const decided = rules.decide(access.principals, roles);
  const authorizedRoles: Record<string, true> = {};
  for (const role of rules.authorizing) if (roles.has(role)) authorizedRoles[role] = true;
  return { permission: decided === 'DEFAULT' ? defaultPermissionOf(access.model) : decided, authorizedRoles };
}
