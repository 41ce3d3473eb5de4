import type { AnyModel } from '@loopnest/models';
import { type AccessRequest, requestFor } from '../access/access-request.js';
import type { AccessType } from '../access/access-type.js';
import { askFor, ruleNames } from '../access/asked.js';
import { methodOf } from '../access/check-access.js';
import { defaultPermissionOf } from '../access/default-permission.js';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { RuleSet } from './rule-set.js';
import { ALL } from './rule.js';

/** Which rules of which principal are asked for. */
export interface PermissionOf {
  readonly principalType: string;
  readonly principalId: unknown;
  readonly model: AnyModel;
  readonly property: string;
  readonly accessType: AccessType;
}

/** What the rules about one principal, written and stored, decide (deviation 13 of the chapter on auth). */
export async function checkPermission(question: PermissionOf, state: AuthState): Promise<AccessRequest> {
  const { principalType, principalId, model, property, accessType } = question;
  const method = property === ALL ? undefined : methodOf(model, property);
  const names = method === undefined ? [property] : ruleNames(method);
  const asked = askFor(model.modelName, names, accessType);
  const { stored } = state.rules;
  const written = state.rules.writtenOf(model).about(names);
  const rows = stored.areUsed ? await stored.findFor(principalType, String(principalId), model.modelName) : [];
  const principal = new Principal(principalType, principalId);
  const decided = new RuleSet([...written, ...rows], asked).decide([principal], new Set());
  return requestFor(asked, decided === 'DEFAULT' ? defaultPermissionOf(model) : decided);
}
