import type { AnyModel, OperationOptions, RemoteContext } from '@loopnest/models';
import type { AuthState } from '../../plugin/auth-state.js';
import { ofBody } from '../saving/of-body.js';

const WRITES = ['create', 'update', 'updateById'];

/** Says of the data of users that clients send below instances of other models that they are theirs. */
export function guardRelationRoutes(models: readonly AnyModel[], { userModels }: AuthState): void {
  for (const model of models) {
    for (const { name, modelTo } of Object.values(model.relations)) {
      if (modelTo === undefined || !userModels.includes(modelTo)) continue;
      for (const write of WRITES) model.beforeRemote(`prototype.__${write}__${name}`, mark as never);
    }
  }
}

function mark({ args }: RemoteContext): void {
  args['options'] = ofBody(args['options'] as OperationOptions, 'as sent');
}
