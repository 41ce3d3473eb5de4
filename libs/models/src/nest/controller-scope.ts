import { type ContextId, ContextIdFactory, type ModuleRef, type ModulesContainer } from '@nestjs/core';
import type { RemoteRequest } from '../remote/remote-call.js';

type HostModule = ModulesContainer extends Map<string, infer M> ? M : never;

/** What Nest knows of a controller: its class, its instance, and whether it is made for each request. */
export type ControllerWrapper = HostModule['controllers'] extends Map<unknown, infer W> ? W : never;

/** A controller as it is in one request. */
export interface EnteredController {
  readonly instance: object;
  readonly contextId: ContextId;
}

/**
 * Where a controller's handlers run: once for all requests, or, where the controller or anything around it is request-scoped,
 * in the context of each request, with guards, interceptors, pipes and filters of its own.
 */
export class ControllerScope {
  private readonly contexts = new WeakMap<RemoteRequest, ContextId>();

  constructor(
    private readonly wrapper: ControllerWrapper,
    private readonly modules: ModuleRef,
  ) {}

  get isPerRequest(): boolean {
    return !this.wrapper.isDependencyTreeStatic();
  }

  /** By this Nest finds the enhancers that were made for the controller. */
  get inquirerId(): string {
    return this.wrapper.id;
  }

  get instance(): object {
    return this.wrapper.instance as object;
  }

  /** Makes the controller and all that is around it for a request. Rejects where one of them cannot be made. */
  async enter(request: RemoteRequest): Promise<EnteredController> {
    const contextId = this.contextOf(request);
    const instance: object = await this.modules.resolve(this.wrapper.token, contextId, { strict: false });
    return { instance, contextId };
  }

  private contextOf(request: RemoteRequest): ContextId {
    let contextId = this.contexts.get(request);
    if (contextId === undefined) {
      contextId = ContextIdFactory.getByRequest(request as object as Record<string, unknown>);
      // As Nest does for its own routes: what is durable is told the strategy's payload, all else the request.
      const payload: unknown = contextId.payload;
      this.modules.registerRequestByContextId(
        this.wrapper.isDependencyTreeDurable() ? payload : Object.assign(request, payload),
        contextId,
      );
      this.contexts.set(request, contextId);
    }
    return contextId;
  }
}
