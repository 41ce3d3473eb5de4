import { type AnyModel, contextOf, type LoopnestError, type RemoteCall, withCallback } from '@loopnest/models';
import { AccessContext, type AccessMethod, type AccessTokenData } from '../access/access-context.js';
import type { AccessType } from '../access/access-type.js';
import { judge } from '../access/judge.js';
import { refusal } from '../access/refusal.js';
import type { AuthState } from '../plugin/auth-state.js';
import { keepsOwnership, type Write } from './keeps-ownership.js';
import { ownRows } from './own-rows.js';
import type { Owner } from './ownership.js';
import { type CheckAccessFunction, ownCheckAccess } from '../access/own-check-access.js';

/** Which rows of a model somebody may do something to. */
export type Visibility = 'all' | 'own' | 'none';

/** A method of a model, whichever row it is about. */
export interface Ask {
  readonly model: AnyModel;
  readonly accessType: AccessType;
  readonly method: AccessMethod;
}

/** Who makes a call, and what the rules of models say about that. */
export class Caller {
  readonly #call: RemoteCall;
  readonly #context: AccessContext;

  constructor(
    call: RemoteCall,
    context: AccessContext,
    readonly state: AuthState,
  ) {
    this.#call = call;
    this.#context = context;
  }

  /** Judges once as if the caller owned nothing, and where that is refused, as if everything were the caller's. */
  async visibility(ask: Ask): Promise<Visibility> {
    if (await this.#isLetIn(ask, undefined, false)) return 'all';
    if (this.owner === undefined || ownCheckAccess(ask.model, this.state) !== undefined) return 'none';
    return (await this.#isLetIn(ask, undefined, true)) ? 'own' : 'none';
  }

  /** Whether the caller may call a method for one row. */
  isAllowed(ask: Ask, modelId: unknown): Promise<boolean> {
    return this.#isLetIn(ask, modelId, undefined);
  }

  ownRows(model: AnyModel): Readonly<Record<string, unknown>> | undefined {
    return this.owner === undefined ? undefined : ownRows(model, this.owner, this.state);
  }

  async keeps(model: AnyModel, data: unknown, write: Write): Promise<boolean> {
    return this.owner !== undefined && keepsOwnership(model, data, this.owner, this.state, write);
  }

  refusal(model: AnyModel, modelId: unknown = this.#context.modelId): LoopnestError {
    return refusal(new AccessContext({ model, modelId, accessToken: this.#token }), this.state);
  }

  get owner(): Owner | undefined {
    return this.#context.getUser();
  }

  get #token(): AccessTokenData {
    return this.#context.accessToken ?? this.state.anonymous;
  }

  async #isLetIn(ask: Ask, modelId: unknown, isOwner: boolean | undefined): Promise<boolean> {
    const { model, accessType, method } = ask;
    const checkAccess = ownCheckAccess(model, this.state);
    if (checkAccess !== undefined) return this.#asks(checkAccess, ask, modelId);
    const context = new AccessContext({
      model,
      modelId,
      accessType,
      sharedMethod: method,
      accessToken: this.#token,
      isOwner,
    });
    return (await judge(context, this.state)).permission !== 'DENY';
  }

  async #asks(checkAccess: CheckAccessFunction, ask: Ask, modelId: unknown): Promise<boolean> {
    const { model, method, accessType } = ask;
    const found = model.sharedClass?.findMethodByName(method.name) ?? { ...method, accessType };
    return (await withCallback(checkAccess, model, [this.#token, modelId, found, contextOf(this.#call)])) === true;
  }
}
