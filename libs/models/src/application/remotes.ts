import type { RemoteHook } from '../model/remoting/remote-hooks.js';
import type { RemoteContext } from '../remote/hooks/remote-context.js';
import type { SharedMethod } from '../remote/hooks/shared-method.js';
import { SharedClass } from '../remote/shared-class.js';
import type { Application } from './application.js';

/** A remote hook of all models: it calls `next`, or returns a promise. */
type ApplicationHook = (context: RemoteContext, next: (error?: unknown) => void) => unknown;

/** What scripts get of `app.remotes()`: hooks of all models, by names that begin with the model's, and what is offered. */
export class Remotes {
  constructor(private readonly application: Application) {}

  /** @param pattern - `Customer.create`, `*.find`, `Customer.prototype.*`, `**` */
  before(pattern: string, hook: ApplicationHook): void;
  before(pattern: string, hook: RemoteHook): void;
  before(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('before', pattern, hook);
  }

  after(pattern: string, hook: ApplicationHook): void;
  after(pattern: string, hook: RemoteHook): void;
  after(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('after', pattern, hook);
  }

  afterError(pattern: string, hook: ApplicationHook): void;
  afterError(pattern: string, hook: RemoteHook): void;
  afterError(pattern: string, hook: RemoteHook): void {
    this.application.remoteHooks.add('afterError', pattern, hook);
  }

  classes(): readonly SharedClass[] {
    return this.application.served.map((model) => new SharedClass(model));
  }

  methods(): readonly SharedMethod[] {
    return this.classes().flatMap((each) => each.methods());
  }

  /** The setting `remoting`. */
  get options(): unknown {
    return this.application.get('remoting') ?? {};
  }
}
