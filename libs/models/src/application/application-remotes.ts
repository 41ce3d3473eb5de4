import type { AnyModel } from '../model/model.js';
import type { RemoteHook } from '../model/remoting/remote-hooks.js';
import type { RemoteMethod } from '../remote/remote-method.js';
import type { Application } from './application.js';

/** `app.remotes()`: what scripts may do with the remote methods of all models. */
export class ApplicationRemotes {
  constructor(private readonly application: Application) {}

  /** Calls a function before the remote methods whose names fit: `Customer.find`, `Customer.*`, `**`. */
  before(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('before', pattern, hook);
  }

  after(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('after', pattern, hook);
  }

  afterError(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('afterError', pattern, hook);
  }

  /** The public models. */
  classes(): readonly AnyModel[] {
    return this.application.served;
  }

  /** The remote methods of all public models. */
  methods(): readonly RemoteMethod[] {
    return this.application.served.flatMap((model) => this.application.remoteMethods(model));
  }
}
