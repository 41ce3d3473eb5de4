import type { Connector } from '../datasource/connector.js';
import type { ModelUse } from './model-definition.js';

/** Settings of a data source, as in datasources.json. */
export interface DataSourceSettings {
  /** A name, or in code the connector itself. */
  readonly connector?: string | Connector;
  readonly [key: string]: unknown;
}

/** Everything that was read for one application, checked and resolved. Plain data: nothing is connected or registered. */
export interface Project {
  /** Absolute path of the project directory; `undefined` where all definitions are inline. */
  readonly root: string | undefined;
  /** config.json with its variants: application settings. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly dataSources: Readonly<Record<string, DataSourceSettings>>;
  /** model-config.json with its variants, as it was written. */
  readonly modelConfig: Readonly<Record<string, unknown>>;
  /** The models in use, bases before their descendants. */
  readonly models: readonly ModelUse[];
  /**
   * Bases and built-in models that are not in model-config.json themselves: no data source, no routes. In the same order,
   * without `Model`, `PersistedModel` and `KeyValueModel`.
   */
  readonly bases: readonly ModelUse[];
  /** Directories that mixins are looked up in (`_meta.mixins`), absolute. */
  readonly mixinDirectories: readonly string[];
  /** Files of mixins, absolute, by the names that models ask for them by. */
  readonly mixins: ReadonlyMap<string, string>;
  /** What should be told at the start but does not stop it, one sentence each. */
  readonly warnings: readonly string[];
}
