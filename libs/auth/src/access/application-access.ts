import type { AccessControl, AnyModel, Application, RemoteCall, RemoteRequest } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessTokenData } from './access-context.js';
import { askSource } from './ask-source.js';
import { describeFaults } from '../rules/describe-faults.js';
import type { AccessTokenClass } from '../tokens/access-token.js';
import { authenticateRequest } from '../tokens/authenticate-request.js';
import { authorizeCall } from './authorize-call.js';
import { checkSettings } from '../strict/check-settings.js';

type PersistedModelClass = Application['registry']['PersistedModel'];

/** Models that `enableAuth` attaches where nothing else does. */
const NEEDED = ['User', 'AccessToken', 'ACL', 'Role', 'RoleMapping'];

/** Access control of one application: tokens first, then scopes and rules. */
export class ApplicationAccess implements AccessControl {
  private enabled = false;

  constructor(
    readonly state: AuthState,
    private readonly application: Application,
  ) {}

  get isEnabled(): boolean {
    return this.enabled;
  }

  enable({ dataSource }: { readonly dataSource?: string } = {}): void {
    this.enabled = true;
    if (dataSource !== undefined) this.attachNeeded(dataSource);
    if (this.application.booting) return;
    checkSettings(this.application.models(), this.state, true);
    void this.report();
  }

  private attachNeeded(dataSource: string): void {
    for (const name of NEEDED) {
      const model = this.state.modelFor(name);
      if (model.dataSource === undefined) this.application.model(model, { dataSource, public: name === 'User' });
    }
  }

  authenticate(req: RemoteRequest): Promise<void> | undefined {
    const { options, registry, tokenModel } = this.state;
    const { principalSource, token = {} } = options;
    if (principalSource !== undefined) return askSource(req, principalSource);
    const { model } = token;
    const tokens = () => (model === undefined ? tokenModel : registry.getModel(model)) as AccessTokenClass;
    return authenticateRequest(req, { options: token, tokens });
  }

  /** The user of a token; `null` where there is none, or no user model is attached. */
  async userOf(token: AccessTokenData | null | undefined): Promise<unknown> {
    if (token === null || token === undefined) return null;
    // A token has a relation of this name.
    if (Object.hasOwn(token, 'user') && typeof token.user !== 'function') return token.user;
    const model = this.state.userModelOf(token.principalType) as PersistedModelClass | undefined;
    if (model?.dataSource === undefined || token.userId === undefined || token.userId === null) return null;
    return model.findById(token.userId);
  }

  authorize(call: RemoteCall): Promise<void> | undefined {
    return authorizeCall(call, this.state);
  }

  /** Tells, once the application has started, of rules that do not do what they say. */
  async report(): Promise<void> {
    const { logger } = this.application.options;
    try {
      for (const text of this.enabled ? this.describeFaults() : this.describeUnenforced()) logger.warn(text);
      if (this.enabled) for (const text of await this.describeIncomplete()) logger.warn(text);
    } catch (error) {
      logger.warn(`Rules could not be looked through: ${String(error)}`);
    }
  }

  /** Deviation 19: rules are written, and nobody has turned them on. */
  private describeUnenforced(): readonly string[] {
    const ruled = this.application.models().filter(hasRules);
    if (ruled.length === 0) return [];
    return [`Rules of ${ruled.map(({ modelName }) => modelName).join(', ')} do not count: enableAuth() was not called`];
  }

  private describeFaults(): readonly string[] {
    const users = this.state.userModels.map(({ modelName }) => modelName);
    return this.application
      .models()
      .filter(hasRules)
      .flatMap((model) => describeFaults(model, users));
  }

  /** Deviation 3. */
  private async describeIncomplete(): Promise<readonly string[]> {
    const { stored } = this.state.rules;
    if (!stored.areReady) return [];
    const rows = await stored.findIncomplete();
    if (rows.length === 0) return [];
    return [`${rows.length} stored rules let in and lack a property or an access type: they are not looked at`];
  }
}

function hasRules({ settings }: AnyModel): boolean {
  const { acls } = settings;
  return Array.isArray(acls) && acls.length > 0;
}
