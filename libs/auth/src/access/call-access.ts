import { contextOf, type RemoteCall, type RemoteContext, type SharedMethod } from '@loopnest/models';
import { AccessContext, type AccessTokenData } from './access-context.js';
import { recordOf } from './addressed-record.js';
import type { Asked } from './asked.js';
import type { AskedMethod } from './asked-methods.js';

/** The access that a call asks for. What only resolvers look at is made when they do. */
export class CallAccess extends AccessContext {
  constructor(
    private readonly call: RemoteCall,
    accessToken: AccessTokenData,
    private readonly askedMethod: AskedMethod,
  ) {
    const { asked, property, method } = askedMethod;
    super({ model: call.model, accessType: asked.accessType, accessToken, property, sharedMethod: method });
  }

  override get asked(): Asked {
    return this.askedMethod.asked;
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
