import type { EntityManager, EntitySchema, MikroORM } from '@mikro-orm/core';
import { type Callback, settle } from '../model/callback.js';
import type { AnyModel } from '../model/model.js';
import type { ModelRegistry } from '../model/model-registry.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { DataSourceSettings } from '../definition/project.js';
import type { Table } from './column.js';
import type { KeyValueStore } from '../key-value/key-value-store.js';
import type { Connector, ConnectorContext } from './connector.js';
import { ConnectorRegistry } from './connectors/connector.registry.js';
import { isConnector, toConnector } from './connectors/table-free.connector.js';
import { type DataSourceConnector, dataSourceConnector } from './native-sql/data-source-connector.js';
import { readArguments } from './data-source-arguments.js';
import { DataSourceEntities } from './data-source-entities.js';
import type { Dialect } from './dialect.js';
import type { EntityRelation } from './entity-relation.js';
import type { Executor } from './executor.js';
import type { Service } from './service-connector.js';
import { RemovedMembers } from './members/removed-members.js';
import { DataSourceSchema, type ModelNames } from './data-source-schema.js';
import { DataSourceTables } from './data-source-tables.js';
import { openConnection } from './open-connection.js';
import { schemaCall } from './schema-call.js';
import type { SchemaChanges } from './schema-plan.js';

/** Where a data source tells what it does. */
export interface DataSourceLogger {
  log(message: string): void;
  warn?(message: string): void;
}

/** What a data source may be told beside its settings. */
export interface DataSourceOptions {
  /** The kinds of databases that there are; those that are built in where nothing is said. */
  readonly connectors?: ConnectorRegistry | undefined;
  /** Directory that relative paths of the settings are relative to; the working directory where nothing is said. */
  readonly directory?: string | undefined;
  /** The registry that its models go to; one of its own where nothing is said. */
  readonly registry?: ModelRegistry | undefined;
  readonly logger?: DataSourceLogger | undefined;
  /** A MikroORM instance of the application's own; closing it stays the application's business. */
  readonly orm?: MikroORM | undefined;
}

/**
 * One database of an application, over one MikroORM instance, and the tables of the models that are attached to it. Emits
 * `connected`, `disconnected` and `error`.
 *
 * @example
 * ```ts
 * const db = new DataSource('db', { connector: 'sqlite', file: 'shop.sqlite', autoMigrate: 'lazy' });
 * const Customer = db.define('Customer', { name: String });
 * await Customer.create({ name: 'Ada' });
 * ```
 */
export class DataSource extends RemovedMembers {
  readonly name: string;
  readonly settings: DataSourceSettings;
  readonly connector: DataSourceConnector;
  readonly dialect: Dialect;
  readonly #models = new Map<string, () => ModelDefinition>();
  readonly #relations = new Map<string, () => Iterable<EntityRelation>>();
  readonly #tables: DataSourceTables;
  readonly #schema: DataSourceSchema;
  readonly #entities: DataSourceEntities;
  #orm: MikroORM | undefined;
  #executor: Executor | undefined;
  #service: Service | undefined;
  #connecting: Promise<void> | undefined;
  #readying: Promise<void> | undefined;
  #closing = new AbortController();

  private readonly options: DataSourceOptions;

  /** @param options - the registry that its models go to, or more */
  constructor(name: string, settings?: DataSourceSettings | null, options?: ModelRegistry | DataSourceOptions);
  constructor(settings: DataSourceSettings, options?: ModelRegistry | DataSourceOptions);
  constructor(...parameters: unknown[]) {
    super();
    const { name, settings, options } = readArguments(parameters);
    this.name = name;
    this.settings = settings;
    this.options = options;
    if (options.registry !== undefined) this.useRegistry(options.registry);
    this.connector = dataSourceConnector(chooseConnector(name, settings, options), this);
    this.dialect = this.connector.createDialect(settings);
    this.#tables = new DataSourceTables(this.#models, this.dialect);
    const { log, warn } = this.#context;
    this.#schema = new DataSourceSchema({
      name,
      settings,
      connector: this.connector,
      dialect: this.dialect,
      models: this.#models,
      tables: this.#tables,
      context: () => this.#context,
      connect: async () => {
        await this.connect();
        return { executor: this.executor, orm: this.#orm };
      },
      log,
      warn,
    });
    this.#entities = new DataSourceEntities({
      dialect: this.dialect,
      tableOf: (model) => this.tableOf(model),
      relationsOf: (model) => this.#relations.get(model)?.() ?? [],
      warn,
    });
  }

  get connected(): boolean {
    return this.#executor !== undefined;
  }

  /** Runs statements; only once the data source is ready. */
  get executor(): Executor {
    if (this.#executor === undefined) throw this.#notConnected();
    return this.#executor;
  }

  /** The keys and values of its models with the base `KeyValueModel`; only once the data source is connected. */
  get keyValues(): KeyValueStore {
    if (this.connector.base === 'KeyValueModel') return this.service as KeyValueStore;
    throw this.connected ? new Error(`The data source "${this.name}" keeps no keys and values.`) : this.#notConnected();
  }

  /** What a connector without tables has opened, such as a mailer; only once the data source is connected. */
  get service(): Service {
    if (this.#service !== undefined) return this.#service;
    throw this.connected ? new Error(`The data source "${this.name}" is a database.`) : this.#notConnected();
  }

  /** The MikroORM instance, which knows an entity of each model with an id; only once the data source is connected. */
  get orm(): MikroORM {
    this.#entities.discover(this.#connectedOrm, this.#models);
    return this.#connectedOrm;
  }

  /** MikroORM's global entity manager: fork it, or use it in a request context. */
  get em(): EntityManager {
    return this.orm.em;
  }

  /** Names of the attached models. */
  get modelNames(): readonly string[] {
    return [...this.#models.keys()];
  }

  /** The MikroORM entity of a model, for `em.find(dataSource.entity('Customer'), …)`. */
  entity(model: string): EntitySchema {
    this.#entities.discover(this.#connectedOrm, this.#models);
    return this.#entities.of(model);
  }

  /** Attaches a model class, and returns it. */
  attach(model: AnyModel): AnyModel;
  /**
   * Adds a model; its definition is asked for when it is needed, and again after {@link changed}. Its relations are asked for
   * with its entity, and again after {@link relationsChanged}.
   */
  attach(
    model: string,
    definition: () => ModelDefinition,
    relations?: () => Iterable<EntityRelation>,
    modelClass?: AnyModel,
  ): void;
  attach(
    model: AnyModel | string,
    definition?: () => ModelDefinition,
    relations: () => Iterable<EntityRelation> = () => [],
    modelClass?: AnyModel,
  ): AnyModel | undefined {
    if (typeof model === 'function') {
      model.attachTo(this);
      return model;
    }
    if (definition === undefined) throw new TypeError(`attach needs a model class, and got "${model}"`);
    this.#models.set(model, definition);
    this.#relations.set(model, relations);
    this.keepClass(model, modelClass);
    this.changed(model);
    return modelClass;
  }

  detach(model: string): void {
    this.#models.delete(model);
    this.#relations.delete(model);
    this.#tables.forget(model);
    this.keepClass(model, undefined);
    this.#schema.forget(model);
    this.#entities.forget(model);
  }

  /** Tells that the definition of a model has changed. */
  changed(model: string): void {
    const changed = this.#tables.forget(model);
    this.#entities.forget(model);
    this.#schema.changed(changed);
  }

  /** From now on tables of models that change, or come, are made and grown when they are next needed. */
  keepUp(): void {
    this.#schema.keepUp();
  }

  /** Tells that a model has other relations than before. */
  relationsChanged(model: string): void {
    this.#entities.forget(model);
  }

  /** The table of an attached model, made once per version of its definition. */
  tableOf(model: string): Table {
    if (this.#models.has(model)) return this.#tables.of(model);
    throw new Error(`The model "${model}" is not attached to the data source "${this.name}".`);
  }

  /** Names of the models whose constraints refer to a model. */
  referrersOf(model: string): readonly string[] {
    return this.#tables.referrersOf(model);
  }

  /** Whether tables are made and grown when they are first needed. */
  get isLazy(): boolean {
    return this.#schema.isLazy;
  }

  /** Connects, trying for a bounded time (`connectTimeout` milliseconds, 30 seconds by default). Further calls do nothing. */
  connect(callback: Callback<void>): void;
  connect(): Promise<void>;
  connect(callback?: Callback<void>): Promise<void> {
    return settle(this.#connect(), callback);
  }

  #connect(): Promise<void> {
    this.#connecting ??= this.#checkAndOpen().catch((error: unknown) => {
      this.#connecting = undefined;
      this.#emitError(error);
      throw error;
    });
    return this.#connecting;
  }

  /** Ends what is open; open transactions are rolled back. The data source can be connected again. */
  disconnect(callback: Callback<void>): void;
  disconnect(): Promise<void>;
  disconnect(callback?: Callback<void>): Promise<void> {
    return settle(this.#disconnect(), callback);
  }

  async #disconnect(): Promise<void> {
    this.#closing.abort();
    await this.#connecting?.catch(() => undefined);
    await this.endTransactions();
    this.#closing = new AbortController();
    const [orm, service, wasConnected] = [this.#orm, this.#service, this.connected];
    this.#connecting = undefined;
    this.#executor = undefined;
    this.#service = undefined;
    this.#orm = undefined;
    this.#entities.forgetAll();
    this.#schema.disconnected();
    await service?.close?.();
    if (orm !== undefined && orm !== this.options.orm) await orm.close(true);
    if (wasConnected) this.emit('disconnected');
  }

  /** Rejects if the database does not answer. */
  ping(callback: Callback<void>): void;
  ping(): Promise<void>;
  ping(callback?: Callback<void>): Promise<void> {
    return settle(this.#ping(), callback);
  }

  async #ping(): Promise<void> {
    await this.connect();
    await this.executor.execute({ sql: 'SELECT 1', parameters: [] });
  }

  /**
   * Makes sure that statements can be run: connects, and where tables are made lazily looks at those of new and changed
   * models. `undefined` where there is nothing to wait for.
   */
  ready(): Promise<void> | undefined {
    if (this.#executor !== undefined && this.#schema.isChecked && this.#readying === undefined) return undefined;
    this.#readying ??= this.#makeReady().finally(() => {
      this.#readying = undefined;
    });
    return this.#readying;
  }

  /**
   * Makes missing tables, columns, indexes and constraints of the models (a name, several, or all), and the tables that
   * constraints need; loses nothing.
   */
  autoupdate(callback: Callback<SchemaChanges>): void;
  autoupdate(models: ModelNames, callback: Callback<SchemaChanges>): void;
  autoupdate(models?: ModelNames): Promise<SchemaChanges>;
  autoupdate(...parameters: unknown[]): Promise<SchemaChanges> {
    return schemaCall(parameters, (models) => this.#schema.update(models));
  }

  /** Drops the tables of the models and makes them anew. Constraints of other tables that refer to them have to hold after it. */
  automigrate(callback: Callback<SchemaChanges>): void;
  automigrate(models: ModelNames, callback: Callback<SchemaChanges>): void;
  automigrate(models?: ModelNames): Promise<SchemaChanges>;
  automigrate(...parameters: unknown[]): Promise<SchemaChanges> {
    return schemaCall(parameters, (models) => this.#schema.recreate(models));
  }

  /** Whether the database has everything that the models say. */
  isActual(callback: Callback<boolean>): void;
  isActual(models: ModelNames, callback: Callback<boolean>): void;
  isActual(models?: ModelNames): Promise<boolean>;
  isActual(...parameters: unknown[]): Promise<boolean> {
    return schemaCall(parameters, (models) => this.#schema.isActual(models));
  }

  get #connectedOrm(): MikroORM {
    if (this.#orm === undefined) {
      throw this.connected
        ? new Error(`The data source "${this.name}" has no database: its connector is "${this.connector.name}".`)
        : this.#notConnected();
    }
    return this.#orm;
  }

  protected warn(text: string): void {
    this.options.logger?.warn?.(text);
  }

  get #context(): ConnectorContext {
    const { name, options } = this;
    return {
      name,
      directory: options.directory ?? process.cwd(),
      log: (text) => options.logger?.log(`Data source "${name}": ${text}`),
      warn: (text) => options.logger?.warn?.(`Data source "${name}": ${text}`),
    };
  }

  async #checkAndOpen(): Promise<void> {
    this.#schema.check();
    await this.#open();
  }

  async #open(): Promise<void> {
    const { connector, settings, dialect } = this;
    const { orm, service, executor } = await openConnection({
      connector,
      settings,
      dialect,
      context: this.#context,
      orm: this.options.orm,
      signal: this.#closing.signal,
    });
    this.#executor = executor;
    this.#orm = orm;
    this.#service = service;
    if (orm !== undefined) this.#schema.protect(orm);
    this.emit('connected');
  }

  async #makeReady(): Promise<void> {
    await this.connect();
    await this.#schema.catchUp();
  }

  #notConnected(): Error {
    return new Error(`The data source "${this.name}" is not connected yet: await dataSource.connect().`);
  }

  #emitError(error: unknown): void {
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}

function chooseConnector(name: string, settings: DataSourceSettings, options: DataSourceOptions): Connector {
  const connector: unknown = settings.connector ?? settings.adapter;
  if (isConnector(connector)) return toConnector(connector);
  const connectors = options.connectors ?? new ConnectorRegistry();
  if (typeof connector === 'string') return connectors.find(connector);
  if (options.orm !== undefined) return connectors.findFor(options.orm);
  throw new Error(`The data source "${name}" has no connector. Known: ${connectors.names.join(', ')}.`);
}
