import type { RemoteCall, RemoteRequest } from './remote-call.js';

/**
 * What stands between requests and remote methods: who is asking, and may they. A plug-in gives one to the application
 * (`application.accessControl = …`); without one everybody may do everything.
 */
export interface AccessControl {
  /** `app.enableAuth(options)` of scripts. */
  enable(options?: Readonly<Record<string, unknown>>): void;
  /** Before this is `true` nothing is asked. */
  readonly isEnabled: boolean;
  /**
   * Finds out who is asking, before the route is looked for. Sets `req.accessToken`, and may change `req.url`. `undefined`
   * where there is nothing to wait for. An error is the answer.
   */
  authenticate(req: RemoteRequest): Promise<void> | undefined;
  /**
   * Whether the call may be made: its arguments are converted, its instance is not looked up, and neither a hook nor anything
   * of the host's has seen it. An error is the answer.
   */
  authorize(call: RemoteCall): Promise<void> | undefined;
}
