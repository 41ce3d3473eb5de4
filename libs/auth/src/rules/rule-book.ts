import type { AccessContext } from '../access/access-context.js';
import type { AuthState } from '../plugin/auth-state.js';

/** Decides by the rules of models, written and stored, who may do what. */
export class RuleBook {
  constructor(private readonly state: AuthState) {}

  /** The decision of the chapter on auth, section 6. */
  async isAllowed(context: AccessContext): Promise<boolean> {
    throw new Error(`No rules yet for ${String(context.modelName)} of ${this.state.registry.modelNames.length} models`);
  }
}
