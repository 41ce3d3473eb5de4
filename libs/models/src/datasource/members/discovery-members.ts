import { type Callback, settle, splitCallback } from '../../model/callback.js';
import type { AnyModel } from '../../model/model.js';
import type { Connector } from '../connector.js';
import { definitionOfSample, type SampleDefinition } from '../discovery/definition-of-sample.js';
import type {
  DiscoveredColumn,
  DiscoveredForeignKey,
  DiscoveredPrimaryKey,
  DiscoveredSchema,
  DiscoveredTable,
  Discovery,
  DiscoveryOptions,
  TableName,
} from '../discovery/discovered.js';
import { discoverSchemas } from '../discovery/discover-schemas.js';
import { PostgresqlDiscovery } from '../discovery/postgresql-discovery.js';
import { SqliteDiscovery } from '../discovery/sqlite-discovery.js';
import { positional } from '../native-sql/positional.js';
import { ModelMembers } from './model-members.js';

/** A call with options and a callback, both of which may be left out. */
type OptionsCall<Result> = [options?: DiscoveryOptions, callback?: Callback<Result>] | [callback: Callback<Result>];
type TableCall<Result> = [table: string, ...OptionsCall<Result>];

/** What a data source tells of the database: tables, columns and keys, and models that are made of them. */
export abstract class DiscoveryMembers extends ModelMembers {
  abstract readonly connector: Connector;

  /** Whether the data are in tables of a database. */
  isRelational(): boolean {
    return this.connector.storesData !== false && this.connector.lazySchema !== true;
  }

  /** The tables, and with `views` the views. */
  discoverModelDefinitions(
    ...parameters: OptionsCall<readonly DiscoveredTable[]>
  ): Promise<readonly DiscoveredTable[]> {
    const { values, callback } = splitCallback<readonly DiscoveredTable[]>(parameters);
    return settle(this.#tables((values[0] ?? {}) as DiscoveryOptions), callback);
  }

  /** The columns of a table, in their order. */
  discoverModelProperties(...parameters: TableCall<readonly DiscoveredColumn[]>): Promise<readonly DiscoveredColumn[]> {
    return this.#ofTable(parameters, (discovery, name) => discovery.columns(name));
  }

  discoverPrimaryKeys(
    ...parameters: TableCall<readonly DiscoveredPrimaryKey[]>
  ): Promise<readonly DiscoveredPrimaryKey[]> {
    return this.#ofTable(parameters, (discovery, name) => discovery.primaryKeys(name));
  }

  discoverForeignKeys(
    ...parameters: TableCall<readonly DiscoveredForeignKey[]>
  ): Promise<readonly DiscoveredForeignKey[]> {
    return this.#ofTable(parameters, (discovery, name) => discovery.foreignKeys(name));
  }

  /** The foreign keys of other tables that point to this one. */
  discoverExportedForeignKeys(
    ...parameters: TableCall<readonly DiscoveredForeignKey[]>
  ): Promise<readonly DiscoveredForeignKey[]> {
    return this.#ofTable(parameters, (discovery, name) => discovery.exportedForeignKeys(name));
  }

  /** The definition of a table. */
  discoverSchema(...parameters: TableCall<DiscoveredSchema>): Promise<DiscoveredSchema> {
    return this.#ofTable(parameters, async (discovery, { table }, options) => {
      const own = { ...options, relations: false, associations: false };
      const [schema] = Object.values(await discoverSchemas(discovery, this.connector.name, table, own));
      if (schema === undefined) throw new Error(`Table '${table}' does not exist.`);
      return schema;
    });
  }

  /** Definitions by `schema.table`: of a table, and with `relations` of those that it refers to. */
  discoverSchemas(
    ...parameters: TableCall<Record<string, DiscoveredSchema>>
  ): Promise<Record<string, DiscoveredSchema>> {
    return this.#ofTable(parameters, (discovery, { table }, options) =>
      discoverSchemas(discovery, this.connector.name, table, options),
    );
  }

  /**
   * Models by name, made of such definitions and attached to the data source.
   *
   * @example
   * const { Quay, Harbour } = await dataSource.discoverAndBuildModels('quay', { relations: true });
   */
  discoverAndBuildModels(...parameters: TableCall<Record<string, AnyModel>>): Promise<Record<string, AnyModel>> {
    return this.#ofTable(parameters, async (discovery, { table }, options) => {
      const schemas = await discoverSchemas(discovery, this.connector.name, table, options);
      const models = Object.values(schemas).map(({ name, properties, options: settings }) => [
        name,
        this.createModel(name, properties, settings),
      ]);
      return Object.fromEntries(models) as Record<string, AnyModel>;
    });
  }

  /** Makes a model of a plain object: its properties have the types of the values. */
  buildModelFromInstance(name: string, sample: object, options: Record<string, unknown> = {}): AnyModel {
    const nested = (nestedName: string, properties: SampleDefinition) =>
      this.registry.createModel({ name: nestedName, base: 'Model', idInjection: false, properties }).modelName;
    return this.createModel(name, definitionOfSample(sample, name, nested), options);
  }

  async #tables(options: DiscoveryOptions): Promise<readonly DiscoveredTable[]> {
    const discovery = await this.#discovery();
    const owner = options.all === true ? undefined : (options.schema ?? options.owner ?? discovery.defaultOwner);
    const tables = await discovery.tables(owner, options);
    const { offset = 0, limit = Infinity } = options;
    return tables.slice(offset, offset + limit);
  }

  #ofTable<Result>(
    [table, ...rest]: readonly unknown[],
    discover: (discovery: Discovery, name: TableName, options: DiscoveryOptions) => Promise<Result>,
  ): Promise<Result> {
    const { values, callback } = splitCallback<Result>(rest);
    const options = (values[0] ?? {}) as DiscoveryOptions;
    const run = async (): Promise<Result> => {
      const discovery = await this.#discovery();
      const owner = options.schema ?? options.owner ?? discovery.defaultOwner;
      return discover(discovery, { owner, table: String(table) }, options);
    };
    return settle(run(), callback);
  }

  async #discovery(): Promise<Discovery> {
    await this.ready();
    const { dialect, executor } = this;
    const isNumbered = dialect.placeholder(1) === '$1';
    const ask = async <Row>(sql: string, parameters: readonly unknown[]): Promise<readonly Row[]> => {
      const statement = isNumbered ? { sql, parameters } : positional(sql, parameters);
      return (await executor.execute(statement)).rows as readonly Row[];
    };
    return dialect.defaultSchema === undefined
      ? new SqliteDiscovery(ask)
      : new PostgresqlDiscovery(ask, dialect.defaultSchema);
  }
}
