import type { ServerResponse } from 'node:http';
import type { RemoteCall, RemoteRequest } from './remote-call.js';

/** An error that is still to be answered. */
export interface Failure {
  readonly error: unknown;
  /** Whether the host has told of it already. */
  readonly isLogged: boolean;
}

/** What a host puts around calls: its guards and interceptors, and its exception filters. */
export interface CallHost {
  run(call: RemoteCall): Promise<unknown>;
  /**
   * Lets the host answer an error. Resolves with `undefined` where it has.
   *
   * @param call - the call that failed; `undefined` where it failed before there was one
   */
  filter(
    error: unknown,
    req: RemoteRequest,
    res: ServerResponse,
    call: RemoteCall | undefined,
  ): Promise<Failure | undefined>;
}
