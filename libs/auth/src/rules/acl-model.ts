import type { AnyModel, HookContext } from '@loopnest/models';
import type { AccessContext, AccessTokenData } from '../access/access-context.js';
import { type AccessDescription, accessOf } from '../access/access-of.js';
import type { AccessRequestOptions } from '../access/access-request.js';
import { ACCESS_TYPES, type AccessType } from '../access/access-type.js';
import { checkAccess, checkAccessForToken } from '../access/check-access.js';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { nodeMethod } from '../plugin/node-method.js';
import { isMappedToRole, resolvePrincipal } from '../roles/mapped-to-role.js';
import { checkPermission } from './check-permission.js';
import { PERMISSIONS } from './permission.js';
import { askedBy, resolvePermission } from './resolve-permission.js';
import { ALL, type Rule } from './rule.js';
import { scoreOf } from './score.js';

const CONSTANTS = {
  ALL,
  DEFAULT: 'DEFAULT',
  ALLOW: 'ALLOW',
  ALARM: 'ALARM',
  AUDIT: 'AUDIT',
  DENY: 'DENY',
  READ: 'READ',
  WRITE: 'WRITE',
  EXECUTE: 'EXECUTE',
  REPLICATE: 'REPLICATE',
  USER: Principal.USER,
  APP: Principal.APP,
  ROLE: Principal.ROLE,
  SCOPE: Principal.SCOPE,
};

/** Gives the model of stored rules its behaviour, and its descendants their checks. */
export function setUpAcl(model: AnyModel, state: AuthState): void {
  refuseOthers(model, 'permission', PERMISSIONS);
  refuseOthers(model, 'accessType', ACCESS_TYPES);
  if (model.base?.modelName !== 'PersistedModel') return;
  observe(model, state);
  Object.assign(model, CONSTANTS, {
    resolvePermission: (rules: readonly Rule[], question: AccessRequestOptions) => resolvePermission(rules, question),
    getMatchingScore: (rule: Rule, question: AccessRequestOptions) => scoreOf(rule, askedBy(question)) ?? -1,
    checkAccessForContext: nodeMethod(1, (_self, access: AccessContext | AccessDescription) =>
      checkAccess(accessOf(access, state), state),
    ),
    checkAccessForToken: nodeMethod(
      4,
      (_self, token: AccessTokenData | null, asked: AnyModel | string, modelId: unknown, method: string) =>
        checkAccessForToken(token, state.registry.getModel(asked), modelId, method, state),
    ),
    checkPermission: nodeMethod(
      3,
      (
        _self,
        principalType: string,
        principalId: unknown,
        asked: AnyModel | string,
        property: string = ALL,
        accessType: AccessType = ALL,
      ) =>
        checkPermission(
          { principalType, principalId, model: state.registry.getModel(asked), property, accessType },
          state,
        ),
    ),
    isMappedToRole: nodeMethod(3, (_self, type: string, nameOrId: unknown, role: unknown) =>
      isMappedToRole(type, nameOrId, role, state),
    ),
    resolvePrincipal: nodeMethod(2, (_self, type: string, nameOrId: unknown) =>
      resolvePrincipal(type, nameOrId, state),
    ),
  });
}

/** Deviation 4 of the chapter on auth. */
function refuseOthers(model: AnyModel, property: 'permission' | 'accessType', known: readonly string[]): void {
  model.validate(
    property,
    function (this: Rule, fail: () => void) {
      const value = this[property];
      if (value !== undefined && value !== null && !known.includes(String(value))) fail();
    },
    { code: 'inclusion', message: 'is not included in the list' },
  );
}

/** Descendants inherit observers. */
function observe(model: AnyModel, state: AuthState): void {
  model.observe('before save', async ({ instance, data }: HookContext) => {
    for (const property of ['property', 'accessType']) {
      for (const values of [instance, data] as (Record<string, unknown> | undefined)[])
        if (values?.[property] === null || values?.[property] === '') values[property] = ALL;
    }
  });
  const changed = (context: HookContext) => state.rules.stored.changed(context);
  model.observe('after save', changed);
  model.observe('after delete', changed);
}
