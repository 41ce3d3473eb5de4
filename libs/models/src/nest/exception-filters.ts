import type { ServerResponse } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { ApplicationConfig, ContextId, ExternalContextCreator } from '@nestjs/core';
import type { Failure } from '../remote/call-host.js';
import type { RemoteRequest } from '../remote/remote-call.js';
import type { ControllerScope } from './controller-scope.js';

// What Nest's decorator leaves on classes and methods; the name is part of its contract with other libraries.
const FILTERS_METADATA = '__exceptionFilters__';

/** The handler during which an error came; without one, it came before a handler was found. */
export interface FailedHandler {
  readonly scope: ControllerScope;
  readonly controller: object;
  readonly run: object;
}

/** Gives errors to the exception filters of the host: those of the handler, of its controller, and the global ones. */
export class ExceptionFilters {
  constructor(
    private readonly contexts: ExternalContextCreator,
    private readonly config: ApplicationConfig,
  ) {}

  /** Resolves with `undefined` where a filter has answered, else with the error that is to be answered. */
  async filter(
    error: unknown,
    req: RemoteRequest,
    res: ServerResponse,
    handler: FailedHandler,
  ): Promise<Failure | undefined> {
    if (res.headersSent || !this.hasFilters(handler)) return { error, isLogged: false };
    let failure: Failure = { error, isLogged: false };
    try {
      const contextId = await contextOf(handler, req);
      await this.throwing(handler, contextId)(req, res, ignore, error);
    } catch (thrown) {
      // A filter that returns nothing counts as none with Nest's creator of contexts, which tells of errors that are not
      // meant for clients.
      failure = { error: thrown, isLogged: thrown instanceof Error && !(thrown instanceof HttpException) };
    }
    return res.headersSent || res.writableEnded ? undefined : failure;
  }

  private hasFilters({ controller, run }: FailedHandler): boolean {
    if (this.config.getGlobalFilters().length > 0 || this.config.getGlobalRequestFilters().length > 0) return true;
    return Reflect.hasMetadata(FILTERS_METADATA, run) || Reflect.hasMetadata(FILTERS_METADATA, controller.constructor);
  }

  /** A handler with the filters of another one, which throws what it is given. */
  private throwing({ controller, run, scope }: FailedHandler, contextId: ContextId | undefined) {
    const rethrow = (_req: unknown, _res: unknown, _next: unknown, error: unknown) => {
      throw error;
    };
    const own: unknown = Reflect.getMetadata(FILTERS_METADATA, run);
    if (own !== undefined) Reflect.defineMetadata(FILTERS_METADATA, own, rethrow);
    const enhancers = { guards: false, interceptors: false, filters: true };
    return this.contexts.create(
      controller as Record<string, never>,
      rethrow,
      'rethrow',
      undefined,
      undefined,
      contextId,
      scope.inquirerId,
      enhancers,
    );
  }
}

// What cannot be made for a request is an error itself: the filters that need no request still see it.
async function contextOf({ scope }: FailedHandler, req: RemoteRequest): Promise<ContextId | undefined> {
  if (!scope.isPerRequest) return undefined;
  try {
    return (await scope.enter(req)).contextId;
  } catch {
    return undefined;
  }
}

function ignore(): void {}
