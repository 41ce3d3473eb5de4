import type { AnyModel, ModelClass, OperationOptions } from '@loopnest/models';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { nodeMethod } from '../plugin/node-method.js';
import { principalModel } from './related-principals.js';

interface Mapping {
  readonly principalType?: unknown;
  readonly principalId?: unknown;
  readonly roleId?: unknown;
}

const CONSTANTS = {
  USER: Principal.USER,
  APP: Principal.APP,
  APPLICATION: Principal.APPLICATION,
  ROLE: Principal.ROLE,
};

/** Gives the model of mappings its behaviour, and its descendants their checks. */
export function setUpRoleMapping(model: AnyModel, state: AuthState): void {
  refuseUnknownRoles(model, state);
  if (model.base?.modelName !== 'PersistedModel') return;
  const instanceOf = (isKind: (type: unknown) => boolean) =>
    nodeMethod(0, (mapping: Mapping) => (isKind(mapping.principalType) ? findPrincipal(mapping, state) : null));
  Object.assign(model, CONSTANTS);
  Object.assign(model.prototype, {
    user: instanceOf((type) => type !== Principal.APP && type !== Principal.ROLE),
    application: instanceOf((type) => type === Principal.APP),
    childRole: instanceOf((type) => type === Principal.ROLE),
  });
}

/** Deviation 16 of the chapter on built-in models. */
function refuseUnknownRoles(model: AnyModel, state: AuthState): void {
  model.validateAsync(
    'roleId',
    function (this: Mapping, fail: () => void, { transaction }: OperationOptions, done: (error?: unknown) => void) {
      const roles = state.modelFor('Role');
      const { roleId } = this;
      if (roleId === undefined || roleId === null || roles.dataSource === undefined) return done();
      (roles as unknown as ModelClass).exists(roleId as never, { transaction }).then((isThere) => {
        if (!isThere) fail();
        done();
      }, done);
    },
    { code: 'presence', message: 'is not the id of a role' },
  );
}

async function findPrincipal({ principalType, principalId }: Mapping, state: AuthState): Promise<object | null> {
  const model = principalModel(principalType, state);
  if (model?.dataSource === undefined || principalId === undefined || principalId === null) return null;
  return (model as unknown as ModelClass).findById(principalId as never);
}
