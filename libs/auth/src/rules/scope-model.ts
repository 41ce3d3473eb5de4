import { type AnyModel, LoopnestError, type ModelClass } from '@loopnest/models';
import type { AccessType } from '../access/access-type.js';
import { Principal } from '../access/principal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { nodeMethod } from '../plugin/node-method.js';
import { checkPermission } from './check-permission.js';
import { ALL } from './rule.js';

/** Gives the model of scopes its behaviour: rules of the principal type `SCOPE`. */
export function setUpScope(model: AnyModel, state: AuthState): void {
  if (model.base?.modelName !== 'PersistedModel') return;
  Object.assign(model, {
    checkPermission: nodeMethod(
      2,
      async (
        scopes: ModelClass,
        name: string,
        asked: AnyModel | string,
        property: string = ALL,
        accessType: AccessType = ALL,
      ) => {
        const scope = await scopes.findOne({ where: { name } as never });
        if (scope === null) throw new LoopnestError(404, `Scope not found: ${name}`, { code: 'SCOPE_NOT_FOUND' });
        const principalId: unknown = scope.getId();
        const found = state.registry.getModel(asked);
        return checkPermission(
          { principalType: Principal.SCOPE, principalId, model: found, property, accessType },
          state,
        );
      },
    ),
  });
}
