import { applyMixin } from '../mixins/apply-mixin.js';
import type { AnyModel } from '../model.js';
import { ReplicationMembers } from './replication-members.js';

/** What a model class does with mixins. */
export abstract class MixinMembers extends ReplicationMembers {
  /**
   * Applies a mixin: by its name, with options; or another model, whose properties and functions are mixed in.
   *
   * @throws Error where there is no such mixin, and no such model
   */
  static mixin(mixin: string | AnyModel, options?: unknown): void {
    applyMixin(this.core.model, mixin, options);
  }
}
