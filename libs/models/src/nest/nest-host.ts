import type { ServerResponse } from 'node:http';
import type { CallHost, Failure } from '../remote/call-host.js';
import type { RemoteCall, RemoteRequest } from '../remote/remote-call.js';
import type { CallContexts } from './call-contexts.js';
import type { ControllerScope } from './controller-scope.js';
import type { ExceptionFilters } from './exception-filters.js';

/** What a Nest application puts around the calls of remote methods. */
export class NestHost implements CallHost {
  /** @param scope - that of errors which belong to no handler */
  constructor(
    private readonly contexts: CallContexts,
    private readonly filters: ExceptionFilters,
    private readonly scope: ControllerScope,
  ) {}

  run(call: RemoteCall): Promise<unknown> {
    return this.contexts.run(call);
  }

  filter(
    error: unknown,
    req: RemoteRequest,
    res: ServerResponse,
    call: RemoteCall | undefined,
  ): Promise<Failure | undefined> {
    const handler =
      call === undefined
        ? { scope: this.scope, controller: this.scope.instance, run: this.filter }
        : this.contexts.handlerOf(call);
    return this.filters.filter(error, req, res, handler);
  }
}
