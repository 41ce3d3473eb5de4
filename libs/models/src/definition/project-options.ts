/** What a project is read from. Files of `root` come first, everything else is laid over them. */
export interface ProjectOptions {
  /** Directory laid out as a LoopBack project: `common/models`, `server/*.json`. */
  readonly root?: string;
  /** Definitions beside those of `root`: paths or glob patterns, relative to `root` or the working directory, or objects. */
  readonly models?: readonly (string | Record<string, unknown>)[];
  /** As model-config.json. */
  readonly modelConfig?: Record<string, unknown>;
  /** As datasources.json. An entry may hold a live object as `orm`, which is kept as it is. */
  readonly dataSources?: Record<string, unknown>;
  /** As config.json. */
  readonly config?: Record<string, unknown>;
  /** Mixins beside those of files, by the names that models ask for them by. */
  readonly mixins?: Readonly<Record<string, unknown>>;
  /** Which variants of configuration files are read. Default: `NODE_ENV`, or `development`. */
  readonly environment?: string;
  /** Where `${NAME}` is looked up. Default: `process.env`. */
  readonly env?: Record<string, string | undefined>;
  /** Definitions that may be used without a file of their own. */
  readonly builtInModels?: readonly Record<string, unknown>[];
}
