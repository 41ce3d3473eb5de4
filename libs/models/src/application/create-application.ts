import type { AnyConnector } from '../datasource/service-connector.js';
import { ConnectorRegistry } from '../datasource/connectors/connector.registry.js';
import { loadProject } from '../definition/load-project.js';
import type { ProjectOptions } from '../definition/project-options.js';
import type { QueryLimits } from '../query/query-limits.js';
import type { Mixin } from '../model/mixins/mixins.js';
import { Application, type ApplicationLogger } from './application.js';
import { builtInModels } from './install-plugins.js';
import type { Plugin } from './plugin.js';

/** What an application is made of. */
export interface CreateApplicationOptions extends ProjectOptions {
  readonly connectors?: readonly AnyConnector[];
  readonly mixins?: Readonly<Record<string, Mixin>>;
  /** What packages bring, such as `auth()` of `@loopnest/auth`. */
  readonly plugins?: readonly Plugin[];
  readonly limits?: Partial<QueryLimits>;
  readonly logger: ApplicationLogger;
}

/**
 * Makes an application from a project directory, files, or inline definitions. Nothing is connected until it is started.
 *
 * @throws DefinitionsError with everything that is wrong in the definitions
 */
export function createApplication(options: CreateApplicationOptions): Application {
  const { connectors = [], plugins = [], limits = {}, logger, ...sources } = options;
  const definitions = [...builtInModels(plugins).map(({ definition }) => definition), ...(sources.builtInModels ?? [])];
  const project = loadProject({ ...sources, builtInModels: definitions });
  const registry = new ConnectorRegistry();
  for (const connector of connectors) registry.register(connector);
  const environment = sources.environment ?? process.env['NODE_ENV'];
  const application = new Application({
    connectors: registry,
    limits,
    plugins,
    logger,
    environment,
    directory: project.root ?? process.cwd(),
  });
  for (const [name, mixin] of Object.entries(sources.mixins ?? {})) application.registry.mixins.define(name, mixin);
  application.load(project);
  return application;
}
