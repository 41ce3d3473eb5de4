import type { AnyModel } from '../model.js';
import type { RemoteHook } from '../remoting/remote-hooks.js';
import type { RemoteMethodOptions } from '../remoting/remote-method-options.js';
import type { NestRemotingOptions, NestedMethodFilter } from '../remoting/nest-remoting.js';
import type { SharedClassOfModel } from '../remoting/shared-class-of-model.js';
import { RelationMembers } from './relation-members.js';

/** What a model class says of its remote methods; `remote/` makes endpoints of it. */
export abstract class RemoteMembers extends RelationMembers {
  /** The remote methods of the model, as scripts look at them: to switch off all but some, for example. */
  static get sharedClass(): SharedClassOfModel | undefined {
    return this.core.registry.remoting?.sharedClass(this.core.model);
  }

  /** Whether the model has endpoints. */
  static get shared(): boolean {
    return this.core.application?.isServed(this.core.model) ?? false;
  }

  /**
   * Offers a function of the class, or with `prototype.` before its name one of its instances, over REST. The function is
   * looked up by its name when it is called.
   *
   * @throws Error where the options cannot be understood
   */
  static remoteMethod(this: AnyModel, name: string, options: RemoteMethodOptions = {}): void {
    this.core.registry.remoting?.check(name, options);
    this.core.remoting.declare(name, options);
    this.core.remotingChanged('remoteMethodAdded');
  }

  /**
   * The options that data calls of a request get. A model may replace it, and call that of its base; the limits for queries
   * are added to what it gives.
   */
  static createOptionsFromRemotingContext(context: {
    readonly req: object;
  }): Record<string, unknown> | Promise<Record<string, unknown>> {
    return { accessToken: (context.req as { accessToken?: unknown }).accessToken ?? null };
  }

  /** Switches a remote method off, by its name or one of its other names; `prototype.` before those of instances. */
  static disableRemoteMethodByName(this: AnyModel, name: string): void {
    this.core.remoting.disable(name);
    this.core.remotingChanged('remoteMethodDisabled', name);
  }

  /** The older form of {@link disableRemoteMethodByName}. */
  static disableRemoteMethod(this: AnyModel, name: string, isStatic = true): void {
    this.disableRemoteMethodByName(isStatic ? name : `prototype.${name}`);
  }

  /** Calls a function before remote methods whose name fits; in names, `*` stands for one segment, `**` for any number. */
  static beforeRemote(this: AnyModel, pattern: string, hook: RemoteHook): void {
    this.core.remoting.hooks.add('before', pattern, hook);
  }

  /** The same after methods that have succeeded: `context.result` is what will be answered. */
  static afterRemote(this: AnyModel, pattern: string, hook: RemoteHook): void {
    this.core.remoting.hooks.add('after', pattern, hook);
  }

  /** The same after those that have failed: `context.error` is what will be answered. */
  static afterRemoteError(this: AnyModel, pattern: string, hook: RemoteHook): void {
    this.core.remoting.hooks.add('afterError', pattern, hook);
  }

  /**
   * Offers the relation methods of a relation's target below the relation: `/Categories/:id/products/:nk/variants`.
   *
   * @param filter - gives the name of each method that is added, or nothing to leave it out
   */
  static nestRemoting(
    this: AnyModel,
    relation: string,
    options: NestRemotingOptions | NestedMethodFilter = {},
    filter?: NestedMethodFilter,
  ): void {
    this.core.remoting.nest(relation, options, filter);
    this.core.remotingChanged('remoteMethodAdded');
  }
}
