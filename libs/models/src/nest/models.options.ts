import type { Application } from '../application/application.js';
import type { Plugin } from '../application/plugin.js';
import type { InjectionToken, ModuleMetadata, OptionalFactoryDependency, Type } from '@nestjs/common';
import type { AnyConnector } from '../datasource/service-connector.js';
import type { Mixin } from '../model/mixins/mixins.js';
import type { QueryLimits } from '../query/query-limits.js';

/** Where the models of an application come from, and what they stand on. Everything may be mixed. */
export interface ModelsModuleOptions {
  /** A LoopBack project directory: `common/models`, `server/*.json`. */
  readonly root?: string;
  /** More definitions: files or globs relative to `root` (or the working directory), or inline. */
  readonly models?: readonly (string | Record<string, unknown>)[];
  /** Entries as in model-config.json, laid over those of the directory. */
  readonly modelConfig?: Record<string, unknown>;
  /** Data sources as in datasources.json, laid over those of the directory; `orm` takes an existing MikroORM instance. */
  readonly dataSources?: Record<string, unknown>;
  /** Settings as in config.json, laid over those of the directory. */
  readonly config?: Record<string, unknown>;
  /** `NODE_ENV` for environment-specific files. */
  readonly environment?: string;
  /** Variables for `${NAME}` in data sources; default `process.env`. */
  readonly env?: Record<string, string | undefined>;
  /** What packages bring. Modules such as `AuthModule` bring theirs by themselves. */
  readonly plugins?: readonly Plugin[];
  /** More kinds of databases. */
  readonly connectors?: readonly AnyConnector[];
  /** Mixins beside those of files and of `@ModelMixin` providers, by name. */
  readonly mixins?: Readonly<Record<string, Mixin>>;
  /** Bounds of queries over REST. */
  readonly limits?: Partial<QueryLimits>;
  /** An application that was made already; all other options are its own business then. */
  readonly application?: Application;
}

/** Options of an application, and its name where there are several. */
export interface ModelsRootOptions extends ModelsModuleOptions {
  readonly name?: string;
}

/** Makes the options of an application in a class of the host. */
export interface ModelsOptionsFactory {
  createModelsOptions(): ModelsModuleOptions | Promise<ModelsModuleOptions>;
}

/** Options that are known only once other providers are there. */
export interface ModelsAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  readonly name?: string;
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  readonly useFactory?: (...dependencies: never[]) => ModelsModuleOptions | Promise<ModelsModuleOptions>;
  readonly useClass?: Type<ModelsOptionsFactory>;
  readonly useExisting?: Type<ModelsOptionsFactory>;
}
