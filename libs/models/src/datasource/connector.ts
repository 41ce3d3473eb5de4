import type { MikroORM } from '@mikro-orm/core';
import type { DataSourceSettings } from '../definition/project.js';
import type { Dialect } from './dialect.js';
import type { Executor } from './executor.js';
import type { InitialData } from './memory-file.js';
import type { Service } from './service-connector.js';

/** What a connector is told when it opens a database. */
export interface ConnectorContext {
  /** Name of the data source. */
  readonly name: string;
  /** Directory that relative paths of the settings are relative to. */
  readonly directory: string;
  /** Tell what happens, and what needs attention, in the name of the data source. */
  log(text: string): void;
  warn(text: string): void;
}

/**
 * A kind of database. A third party registers one under the name that `connector` of a data source gives:
 * `ModelsModule.forRoot({ connectors: [myConnector] })`.
 */
export interface Connector {
  /** `postgresql`, `sqlite`, `memory`; also found as `loopback-connector-NAME`. */
  readonly name: string;
  readonly aliases?: readonly string[];
  /** Whether tables are made and grown when they are first needed (`memory`). */
  readonly lazySchema?: boolean;
  /** `false`: nothing is stored, so that there is no database and its models have no tables (`transient`). */
  readonly storesData?: boolean;
  /** Whether no other process can see the data. */
  isPrivate?(settings: DataSourceSettings): boolean;
  /** How ids are generated where no database does it: the type of such ids, and a new one. */
  readonly generatedId?: { readonly type: 'string'; make(): string };
  /** Names of the MikroORM platform classes that an instance of the application's own may have (`PostgreSqlPlatform`). */
  readonly platforms?: readonly string[];
  /**
   * Makes the MikroORM instance, without entities; connecting is not its business. The driver is imported here, so that it
   * has to be installed only where it is used. Wrong settings throw an error that says what would be right. `undefined`
   * where there is no database.
   */
  open(settings: DataSourceSettings, context: ConnectorContext): Promise<MikroORM | undefined>;
  createDialect(settings: DataSourceSettings): Dialect;
  /** Called with what {@link open} made: an instance that is connected, or connects at the first statement. */
  createExecutor(orm: MikroORM | undefined): Promise<Executor>;
  /** Where the database is, for error texts: never a password. */
  describe?(settings: DataSourceSettings): string;
  /** As in a `ServiceConnector`. */
  readonly base?: string | undefined;
  openService?(settings: DataSourceSettings, context: ConnectorContext): Promise<Service>;
  /** Rows for tables that are made: LoopBack's `file` of the memory connector. */
  initialData?(settings: DataSourceSettings, context: ConnectorContext): Promise<InitialData | undefined>;
}
