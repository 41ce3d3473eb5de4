import { contextOf, type RemoteCall, type RemoteContext, type SharedMethod } from '@loopnest/models';
import { AccessContext, type AccessTokenData } from './access-context.js';
import { recordOf } from './addressed-record.js';
import { ruleName } from './asked.js';

/** The access that a call asks for. What only resolvers look at is made when they do. */
export class CallAccess extends AccessContext {
  constructor(
    private readonly call: RemoteCall,
    token: AccessTokenData,
  ) {
    const { model, method } = call;
    const { name, aliases, declaration, accessType } = method;
    const accessScopes = declaration?.accessScopes;
    super({
      model,
      accessType,
      accessToken: token,
      property: ruleName(name),
      sharedMethod: { name, aliases, ...(accessScopes === undefined ? {} : { accessScopes }) },
    });
  }

  override get modelId(): unknown {
    return recordOf(this.call);
  }

  override get sharedMethod(): SharedMethod {
    return contextOf(this.call).method;
  }

  override get remotingContext(): RemoteContext {
    return contextOf(this.call);
  }
}
