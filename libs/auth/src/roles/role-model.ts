import type { AnyModel, HookContext, ModelClass } from '@loopnest/models';
import type { AccessContext } from '../access/access-context.js';
import { type AccessDescription, accessOf } from '../access/access-of.js';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { nodeMethod } from '../plugin/node-method.js';
import { isOwner } from './owner.js';
import { findPrincipals } from './related-principals.js';
import type { RoleResolver } from './role-resolvers.js';
import { findStaticRoles } from './static-roles.js';

type Filter = Readonly<Record<string, unknown>> & { readonly where?: Readonly<Record<string, unknown>> };

const CONSTANTS = {
  OWNER: '$owner',
  RELATED: '$related',
  AUTHENTICATED: '$authenticated',
  UNAUTHENTICATED: '$unauthenticated',
  EVERYONE: '$everyone',
};

/** Gives the model of roles its behaviour, and its descendants their checks. */
export function setUpRole(model: AnyModel, state: AuthState): void {
  model.validatesUniquenessOf('name', { message: 'already exists' });
  if (model.base?.modelName !== 'PersistedModel') return;
  observe(model, state);
  Object.assign(model, CONSTANTS, {
    registerResolver: (role: string, resolver: RoleResolver) => state.roles.resolvers.register(role, resolver),
    isInRole: nodeMethod(2, (_self, role: string, access: AccessContext | AccessDescription) =>
      state.roles.isIn(role, accessOf(access, state)),
    ),
    getRoles: nodeMethod(
      1,
      (_self, access: AccessContext | AccessDescription, options: { returnOnlyRoleNames?: boolean } = {}) =>
        getRoles(accessOf(access, state), options, state),
    ),
    isOwner: nodeMethod(
      3,
      (
        _self,
        owned: AnyModel,
        modelId: unknown,
        userId: unknown,
        principalType: string | undefined = Principal.USER,
        options: Readonly<Record<string, unknown>> = {},
      ) => isOwner({ model: owned, modelId, userId, principalType, options }, state),
    ),
    isAuthenticated: nodeMethod(1, (_self, access: AccessContext | AccessDescription) =>
      accessOf(access, state).isAuthenticated(),
    ),
  });
  Object.assign(model.prototype, {
    users: nodeMethod(0, (role: { getId(): unknown }, filter: Filter = {}) => {
      const { principalType = Principal.USER, ...where } = filter.where ?? {};
      return findPrincipals(role.getId(), String(principalType), { ...filter, where }, state);
    }),
    applications: nodeMethod(0, (role: { getId(): unknown }, filter: Filter = {}) =>
      findPrincipals(role.getId(), Principal.APP, filter, state),
    ),
    roles: nodeMethod(0, (role: { getId(): unknown }, filter: Filter = {}) =>
      findPrincipals(role.getId(), Principal.ROLE, filter, state),
    ),
  });
}

/** Names of the roles that are resolved, then ids of those that are stored, or their names. */
async function getRoles(
  access: AccessContext,
  { returnOnlyRoleNames = false }: { returnOnlyRoleNames?: boolean },
  state: AuthState,
): Promise<readonly unknown[]> {
  const own = access.principals.filter(({ type }) => type === Principal.ROLE).map(({ id }) => id);
  const [resolved, stored] = await Promise.all([
    state.roles.resolvedFor(access),
    findStaticRoles(access.principals, state),
  ]);
  return [...new Set([...resolved, ...own, ...stored.map(({ id, name }) => (returnOnlyRoleNames ? name : id))])];
}

/** Descendants inherit observers. */
function observe(model: AnyModel, state: AuthState): void {
  model.observe('before save', async ({ instance, data, isNewInstance }: HookContext) => {
    if (instance !== undefined && isNewInstance !== true) (instance as { modified?: Date }).modified = new Date();
    if (data !== undefined) data['modified'] = new Date();
  });
  // A role that comes later with the same id must not find them.
  model.observe('before delete', async ({ Model, where, hookState, options: { transaction } }: HookContext) => {
    const roles = await (Model as unknown as ModelClass).find({ where } as never, { transaction, trustsQuery: true });
    hookState['deletedRoles'] = roles.map((role) => role.getId());
  });
  model.observe('after delete', async ({ hookState, options: { transaction } }: HookContext) => {
    const mappings = state.modelFor('RoleMapping');
    const ids = hookState['deletedRoles'];
    if (mappings.dataSource === undefined || !Array.isArray(ids) || ids.length === 0) return;
    await (mappings as unknown as ModelClass).destroyAll({ roleId: { inq: ids } } as never, { transaction });
  });
}
