import { AsyncLocalStorage } from 'node:async_hooks';
import { join } from 'node:path';
import type { ConnectorRegistry } from '../datasource/connectors/connector.registry.js';
import { DataSource, type DataSourceOptions } from '../datasource/data-source.js';
import type { DefinedModel } from '../datasource/members/model-members.js';
import type { AnyConnector } from '../datasource/service-connector.js';
import { refuseUnknownModels } from '../definition/check-foreign-keys.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import { nameVariants } from '../definition/name-variants.js';
import type { DataSourceSettings, Project } from '../definition/project.js';
import type { AnyModel } from '../model/model.js';
import { configureModel } from '../model/configure-model.js';
import type { ModelApplication } from '../model/model-application.js';
import { RemoteHooks } from '../model/remoting/remote-hooks.js';
import { ModelRegistry } from '../model/model-registry.js';
import { contextOf, type RemoteContext } from '../remote/hooks/remote-context.js';
import type { AccessControl } from '../remote/access-control.js';
import type { RemoteCall } from '../remote/remote-call.js';
import type { RemoteMethod } from '../remote/remote-method.js';
import { RemoteRouter } from '../remote/remote-router.js';
import { sharedMethodsOf } from '../remote/remote-table.js';
import { type RemotingOptions, remotingOptions } from '../remote/remoting-options.js';
import type { QueryLimits } from '../query/query-limits.js';
import { checkDeclaration } from '../remote/declared/check-declaration.js';
import { SharedClass } from '../remote/shared-class.js';
import { RelationLayer } from '../relation/relation-layer.js';
import { ReplicationLayer } from '../replication/replication-layer.js';
import { findBootScripts, runBootScript } from '../script/boot-scripts.js';
import { loadMixins } from '../script/load-mixins.js';
import { ScriptLoader } from '../script/script-loader.js';
import { runModelScript } from '../script/run-model-script.js';
import { createLoopback, type LoopBack } from './loopback.js';
import { Remotes } from './remotes.js';
import { NameTable } from './name-table.js';
import type { Plugin } from './plugin.js';
import { RouteMembers } from './route-members.js';
import { installPlugins, setUpBuiltIn } from './install-plugins.js';
import { startDataSource } from './start-data-source.js';

/** Where an application tells what it does; Nest's loggers fit. */
export interface ApplicationLogger {
  log(text: string): void;
  warn(text: string): void;
  error(text: unknown): void;
}

/** What an application is made with. */
export interface ApplicationOptions {
  readonly connectors: ConnectorRegistry;
  readonly logger: ApplicationLogger;
  /** Directory that paths of data sources are relative to. */
  readonly directory: string;
  readonly limits?: Partial<QueryLimits>;
  /** What packages bring. */
  readonly plugins?: readonly Plugin[];
  /** `production`: conditions that are left out of a query are not told of. */
  readonly environment?: string | undefined;
}

/** A public model that was added to an application, or how one is added. */
export interface ModelConfiguration {
  /** A data source or its name; `null` for none. */
  readonly dataSource?: DataSource | string | null;
  /** Whether it is served over REST. */
  readonly public?: boolean;
  readonly relations?: Readonly<Record<string, unknown>>;
  readonly acls?: readonly unknown[];
  readonly methods?: Readonly<Record<string, unknown>>;
  readonly mixins?: Readonly<Record<string, unknown>>;
  /** Settings of the model. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** The table and function `app.models`: by all variants of the names, and called, a list of them. */
export type ModelTable = Readonly<Record<string, DefinedModel>> & (() => DefinedModel[]);

/**
 * The models and data sources of one application, as scripts know it (`Model.app`). Nothing in it is shared with another
 * one in the same process.
 */
export class Application extends RouteMembers implements ModelApplication {
  readonly registry: ModelRegistry;
  readonly models: ModelTable;
  readonly dataSources: Readonly<Record<string, DataSource>>;
  readonly router: RemoteRouter;
  private readonly relations = new RelationLayer();
  private readonly replication = new ReplicationLayer();
  readonly remoteHooks: RemoteHooks;
  /** What `require('loopback')` gives the scripts of the application. */
  readonly loopback: LoopBack;
  private readonly scripts: ScriptLoader;
  /** Who may do what; a plug-in sets it. */
  accessControl: AccessControl | undefined;
  /** The call that is being served. */
  readonly calls = new AsyncLocalStorage<RemoteCall>();
  private readonly settings = new Map<string, unknown>();
  private readonly modelNames: NameTable<AnyModel>;
  private readonly dataSourceNames = new NameTable<DataSource>();
  private readonly publicModels = new Set<AnyModel>();
  private remotingOptions: RemotingOptions | undefined;
  private root: string | undefined;
  private definitions: readonly ModelDefinition[] = [];
  private isBooting = true;
  private connecting: Promise<void> | undefined;
  private starting: Promise<void> | undefined;

  constructor(readonly options: ApplicationOptions) {
    super();
    const tellIgnored = options.environment !== 'production';
    this.registry = new ModelRegistry((text) => options.logger.warn(text), { tellIgnored });
    this.registry.relations = this.relations;
    this.registry.replication = this.replication;
    this.registry.dataSourceFactory = (name, settings) => this.dataSource(name, settings);
    this.registry.remoting = { sharedClass: (model) => new SharedClass(model), check: checkDeclaration };
    this.remoteHooks = new RemoteHooks(this.registry.warn);
    this.loopback = createLoopback(this);
    const entry = join('server', 'server');
    this.scripts = new ScriptLoader(options.directory, {
      provide: (name) => (name === 'loopback' ? this.loopback : undefined),
      standIn: (path) => (path === entry || path === `${entry}.js` ? this : undefined),
    });
    const table = (() => this.modelNames.values()) as ModelTable;
    this.models = table;
    this.modelNames = new NameTable(table as unknown as Record<string, AnyModel>);
    this.dataSources = this.dataSourceNames.entries;
    this.router = new RemoteRouter({
      methodsOf: (model) => this.remoteMethods(model),
      normalizes: (model) => this.normalizesPath(model),
    });
    installPlugins(this, options);
  }

  /** Makes everything that a project describes. Nothing is connected yet; see {@link start}. */
  load(project: Project): void {
    try {
      this.loadModels(project);
    } catch (error) {
      this.scripts.close();
      throw error;
    }
  }

  private loadModels(project: Project): void {
    for (const text of project.warnings) this.options.logger.warn(text);
    for (const [key, value] of Object.entries(project.config))
      if (!this.settings.has(key)) this.settings.set(key, value);
    for (const [name, settings] of Object.entries(project.dataSources)) this.dataSource(name, settings);
    this.relations.holdSetup();
    loadMixins([...project.bases, ...project.models], project.mixins, this.registry.mixins, this.scripts);
    for (const { definition, script } of [...project.bases, ...project.models].toSorted(byAncestry)) {
      const model = this.registry.define(definition);
      setUpBuiltIn(model, this.options.plugins ?? []);
      if (script !== undefined) this.registry.startingWork.add(runModelScript(script, model, this.scripts));
    }
    for (const use of project.models) {
      this.model(this.registry.getModel(use.definition.name), { dataSource: use.dataSource, public: use.public });
    }
    for (const plugin of this.options.plugins ?? []) plugin.loaded?.(this);
    this.definitions = project.models.map(({ definition }) => definition);
    // Boot scripts may make models that relations wait for.
    if (this.bootScripts(project.root).length > 0) this.relations.releaseSetup();
    else this.finishSetup();
    this.root = project.root;
  }

  /** Adds a model: attaches it to its data source, and serves it where it is public (the default). */
  model(model: AnyModel, configuration: ModelConfiguration = {}): AnyModel {
    const { dataSource = null, public: _public, ...rest } = configuration;
    configureModel(model, {
      ...rest,
      dataSource: typeof dataSource === 'string' ? this.requireDataSource(dataSource) : dataSource,
    });
    model.core.application = this;
    this.modelNames.add(model.modelName, model);
    this.relations.setUp(model);
    if (configuration.public !== false) {
      this.publicModels.add(model);
      this.router.add(model);
      this.emit('modelRemoted', model.sharedClass);
    }
    model.emit('attached', this);
    return model;
  }

  /** Takes a model out of the application, with its endpoints and its class. */
  deleteModelByName(name: string): void {
    const model = this.modelNames.get(name);
    if (model === undefined) {
      this.emit('modelDeleted', name);
      return;
    }
    this.router.remove(model);
    this.publicModels.delete(model);
    this.modelNames.delete(name);
    this.registry.deleteModel(name);
    this.emit('modelDeleted', model);
  }

  /** Makes a data source; `orm` in its settings is a MikroORM instance of the host's. */
  dataSource(name: string, settings: DataSourceSettings): DataSource {
    const { connectors, directory, logger } = this.options;
    const { orm, ...rest } = settings;
    const dataSource = new DataSource(name, rest, {
      connectors,
      directory,
      logger,
      registry: this.registry,
      orm: orm as DataSourceOptions['orm'],
    });
    this.dataSourceNames.add(name, dataSource);
    return dataSource;
  }

  /**
   * Turns access control on. Rules hold, and tokens are read, from the next request on.
   *
   * @param options - `dataSource`: where the models that it needs are kept, as far as they are attached to none
   * @throws Error where no plug-in brings access control
   */
  enableAuth(options?: Readonly<Record<string, unknown>>): void {
    if (this.accessControl === undefined)
      throw new Error('enableAuth needs a plug-in that brings access control: auth() of @loopnest/auth');
    this.accessControl.enable(options);
  }

  get isAuthEnabled(): boolean {
    return this.accessControl?.isEnabled === true;
  }

  /** Adds a kind of database to the application, for data sources that name it: `app.connector('acme', acmeConnector)`. */
  connector(name: string, connector: AnyConnector): this {
    this.options.connectors.register(connector, nameVariants(name));
    return this;
  }

  /** LoopBack's other name of {@link dataSources}. */
  get datasources(): Readonly<Record<string, DataSource>> {
    return this.dataSources;
  }

  /** A setting; or with handlers a route for GET, as in Express. */
  get(name: string): unknown;
  get(path: unknown, ...handlers: readonly unknown[]): this;
  get(name: unknown, ...handlers: readonly unknown[]): unknown {
    return handlers.length === 0 ? this.settings.get(String(name)) : this.route('get', [name, ...handlers]);
  }

  set(name: string, value: unknown): this {
    this.settings.set(name, value);
    return this;
  }

  /** The path below which all models are served. */
  get restApiRoot(): string {
    const root = this.get('restApiRoot');
    return typeof root === 'string' ? root : '/api';
  }

  get remoting(): RemotingOptions {
    return (this.remotingOptions ??= remotingOptions(this.get('remoting'), this.options.limits));
  }

  get sharedMethods(): Readonly<Record<string, unknown>> | undefined {
    return this.remoting.sharedMethods;
  }

  /** Remote hooks for all models, and the methods and classes that are offered. */
  remotes(): Remotes {
    return new Remotes(this);
  }

  /** The classes that are served, by name. */
  remoteObjects(): Readonly<Record<string, AnyModel>> {
    return Object.fromEntries(this.served.map((model) => [model.modelName, model]));
  }

  /** Models that are served, in the order in which they were added. */
  get served(): readonly AnyModel[] {
    return [...this.publicModels];
  }

  isServed(model: AnyModel): boolean {
    return this.publicModels.has(model);
  }

  offers(model: AnyModel, method: string): boolean {
    return this.router.offers(model, method);
  }

  remotingChanged(model: AnyModel, event: string, method?: string): void {
    this.router.changed();
    if (this.listenerCount(event) > 0) this.emit(event, model.sharedClass, method);
  }

  /** The remote methods of a model that are offered over REST. */
  remoteMethods(model: AnyModel): readonly RemoteMethod[] {
    return sharedMethodsOf(model, this.remoting.sharedMethods);
  }

  /** The context of the REST call that is being served, wherever in its course it is asked for; `undefined` outside of one. */
  get currentContext(): RemoteContext | undefined {
    const call = this.calls.getStore();
    return call === undefined ? undefined : contextOf(call);
  }

  /** Whether the application is still starting: until all boot scripts are done. */
  get booting(): boolean {
    return this.isBooting;
  }

  /**
   * Connects all data sources that models use, brings their tables up to date as their settings say, and runs the boot
   * scripts of the project; then emits `booted`. Further calls do nothing.
   *
   * @throws ScriptError where a script fails
   */
  start(): Promise<void> {
    this.starting ??= this.connect()
      .then(() => this.boot())
      .catch((error: unknown) => {
        this.starting = undefined;
        throw error;
      });
    return this.starting;
  }

  /** The first half of {@link start}: everything but the boot scripts. */
  connect(): Promise<void> {
    this.connecting ??= this.connectAll().catch((error: unknown) => {
      this.connecting = undefined;
      throw error;
    });
    return this.connecting;
  }

  private async connectAll(): Promise<void> {
    await this.registry.startingWork.settled();
    this.replication.attachAll();
    await Promise.all(this.dataSourceNames.values().map(startDataSource));
  }

  private async boot(): Promise<void> {
    // Once: an application may be closed, and started again.
    const scripts = this.isBooting ? this.bootScripts(this.root) : [];
    for (const script of scripts) await runBootScript(script, this, this.scripts);
    this.finishSetup();
    // Scripts may have changed models.
    const connected = this.dataSourceNames.values().filter((dataSource) => dataSource.connected);
    await Promise.all(connected.map(async (dataSource) => dataSource.ready()));
    this.replication.startCleanUp();
    this.isBooting = false;
    this.emit('booted');
  }

  /** All models are there: relations, and constraints that name one, have to find theirs. */
  private finishSetup(): void {
    this.relations.finishSetup();
    refuseUnknownModels(this.definitions, this.registry.modelNames);
  }

  private bootScripts(root: string | undefined): readonly string[] {
    return root === undefined ? [] : findBootScripts(root, this.options.environment);
  }

  async close(): Promise<void> {
    this.emit('closing');
    this.starting = undefined;
    this.connecting = undefined;
    this.scripts.close();
    await this.replication.stopCleanUp();
    await Promise.all(this.dataSourceNames.values().map((dataSource) => dataSource.disconnect()));
  }

  private requireDataSource(name: string): DataSource {
    const dataSource = this.dataSourceNames.get(name);
    if (dataSource !== undefined) return dataSource;
    const known =
      this.dataSourceNames
        .values()
        .map((each) => each.name)
        .join(', ') || 'none';
    throw new Error(`Unknown data source "${name}". Known: ${known}.`);
  }

  private normalizesPath(model: AnyModel): boolean {
    const remoting = model.settings['remoting'];
    const own =
      typeof remoting === 'object' && remoting !== null && 'normalizeHttpPath' in remoting
        ? remoting.normalizeHttpPath
        : undefined;
    return typeof own === 'boolean' ? own : this.remoting.normalizeHttpPath;
  }
}

function byAncestry(a: Project['models'][number], b: Project['models'][number]): number {
  return a.definition.ancestors.length - b.definition.ancestors.length;
}
