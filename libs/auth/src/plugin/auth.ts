import type { Application, ModelRegistry, Plugin } from '@loopnest/models';
import { ApplicationAccess } from '../access/application-access.js';
import { setUpApplication } from '../applications/application-model.js';
import { ACCESS_TOKEN_DEFINITION } from '../definitions/access-token.js';
import { ACL_DEFINITION, SCOPE_DEFINITION } from '../definitions/acl.js';
import { APPLICATION_DEFINITION } from '../definitions/application.js';
import { EMAIL_DEFINITION } from '../definitions/email.js';
import { ROLE_DEFINITION, ROLE_MAPPING_DEFINITION } from '../definitions/roles.js';
import { USER_DEFINITION } from '../definitions/user.js';
import { setUpEmail } from '../mail/email-model.js';
import { MailConnector } from '../mail/mail.connector.js';
import { setUpRoleMapping } from '../roles/role-mapping-model.js';
import { setUpRole } from '../roles/role-model.js';
import { setUpAcl } from '../rules/acl-model.js';
import { setUpScope } from '../rules/scope-model.js';
import { setUpAccessToken } from '../tokens/access-token-model.js';
import { guardRelationRoutes } from '../users/remote/guard-relation-routes.js';
import { describeRelations } from '../tokens/describe-relations.js';
import { setUpUser } from '../users/user-model.js';
import { checkSettings } from '../strict/check-settings.js';
import type { AuthOptions } from './auth-options.js';
import { AuthState } from './auth-state.js';
import { dataSourceOf } from './data-source-of.js';

/** The plug-in that {@link auth} makes. */
export interface AuthPlugin extends Plugin {
  /** Changes options before the first request: for those that are not known when the plug-in is made. */
  configure(options: AuthOptions): void;
}

/** Turns access control on by itself, for applications that have no boot script to do it. */
export interface AuthEnabling {
  /** Where the models that it needs are kept, as far as they are attached to none. Default: the only data source. */
  readonly dataSource?: string | undefined;
}

/**
 * Brings users, tokens, roles and rules to an application or a registry of models. Rules hold once the application's
 * `enableAuth()` was called, by a boot script or by whoever makes it.
 *
 * @param enabling - does what `enableAuth()` does as soon as the models are made
 * @example
 * const app = createApplication({ root: import.meta.dirname, plugins: [auth()], logger: console });
 * app.enableAuth({ dataSource: 'db' });
 */
export function auth(options: AuthOptions = {}, enabling?: AuthEnabling): AuthPlugin {
  const states = new WeakMap<ModelRegistry, AuthState>();
  const current = { options };
  const stateOf = (registry: ModelRegistry): AuthState => {
    let state = states.get(registry);
    if (state === undefined) states.set(registry, (state = new AuthState(registry, current)));
    return state;
  };
  return {
    name: 'auth',
    models: [
      { definition: USER_DEFINITION, setUp: (model) => setUpUser(model, stateOf(model.registry)) },
      { definition: ACCESS_TOKEN_DEFINITION, setUp: (model) => setUpAccessToken(model, stateOf(model.registry)) },
      { definition: ROLE_DEFINITION, setUp: (model) => setUpRole(model, stateOf(model.registry)) },
      { definition: ROLE_MAPPING_DEFINITION, setUp: (model) => setUpRoleMapping(model, stateOf(model.registry)) },
      { definition: ACL_DEFINITION, setUp: (model) => setUpAcl(model, stateOf(model.registry)) },
      { definition: SCOPE_DEFINITION, setUp: (model) => setUpScope(model, stateOf(model.registry)) },
      {
        definition: APPLICATION_DEFINITION,
        setUp: (model) => setUpApplication(model, stateOf(model.registry).newApplications),
      },
      { definition: EMAIL_DEFINITION, setUp: setUpEmail },
    ],
    connectors: [new MailConnector()],
    install: (application) => installIn(application, stateOf(application.registry)),
    loaded: (application) => {
      if (enabling !== undefined) application.enableAuth({ dataSource: dataSourceOf(application, enabling) });
    },
    configure: (more) => {
      current.options = {
        ...current.options,
        ...Object.fromEntries(Object.entries(more).filter(([, value]) => value !== undefined)),
      };
    },
  };
}

function installIn(application: Application, state: AuthState): void {
  state.application = application;
  const access = new ApplicationAccess(state, application);
  application.accessControl = access;
  application.on('booted', () => checkSettings(application.models(), state, access.isEnabled));
  application.once('booted', () => {
    guardRelationRoutes(application.models(), state);
    for (const text of describeRelations(state)) application.options.logger.warn(text);
    void access.report();
  });
}
