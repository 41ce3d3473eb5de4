import type { AccessControl, AnyModel, Application, RemoteCall, RemoteRequest } from '@loopnest/models';
import type { AuthState } from '../plugin/auth-state.js';
import type { AccessTokenData } from './access-context.js';
import { askSource } from './ask-source.js';
import { authenticateRequest } from '../tokens/authenticate-request.js';
import { authorizeCall } from './authorize-call.js';

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
    if (dataSource === undefined) return;
    for (const name of NEEDED) {
      const model = this.state.modelFor(name);
      if (model.dataSource === undefined) this.application.model(model, { dataSource, public: name === 'User' });
    }
  }

  authenticate(req: RemoteRequest): Promise<void> | undefined {
    const { principalSource } = this.state.options;
    return principalSource === undefined ? authenticateRequest(req, this.state) : askSource(req, principalSource);
  }

  /** The user of a token; `null` where there is none, or no user model is attached. */
  async userOf(token: AccessTokenData | null | undefined): Promise<unknown> {
    if (token === null || token === undefined) return null;
    if (token.user !== undefined) return token.user;
    const model = this.state.userModelOf(token.principalType) as PersistedModelClass | undefined;
    if (model?.dataSource === undefined || token.userId === undefined || token.userId === null) return null;
    return model.findById(token.userId);
  }

  authorize(call: RemoteCall): Promise<void> | undefined {
    return authorizeCall(call, this.state);
  }

  /** What is told at the start where rules are written and nobody has turned them on. */
  describeUnenforced(models: readonly AnyModel[]): string | undefined {
    const ruled = models.filter(({ settings }) => Array.isArray(settings['acls']) && settings['acls'].length > 0);
    if (this.enabled || ruled.length === 0) return undefined;
    return `Rules of ${ruled.map(({ modelName }) => modelName).join(', ')} do not count: enableAuth() was not called`;
  }
}
