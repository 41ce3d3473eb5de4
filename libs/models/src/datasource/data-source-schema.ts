import type { MikroORM } from '@mikro-orm/core';
import { DefinitionsError } from '../definition/definitions.error.js';
import type { DataSourceSettings } from '../definition/project.js';
import type { Table } from './column.js';
import type { Connector, ConnectorContext } from './connector.js';
import type { DataSourceTables } from './data-source-tables.js';
import type { Dialect } from './dialect.js';
import type { Executor } from './executor.js';
import { type InitialData, insertInitialData } from './memory-file.js';
import { describeChanges, type SchemaChanges } from './schema-plan.js';
import { isActual, recreateSchema, type TableFiller, updateSchema } from './schema-update.js';
import { skipTables } from './skipped-tables.js';

/** Names of models: one, several, or all where there are none. */
export type ModelNames = string | readonly string[] | null | undefined;

/** The data source of a schema, as far as it has to know it. */
export interface SchemaSource {
  readonly name: string;
  readonly settings: DataSourceSettings;
  readonly connector: Connector;
  readonly dialect: Dialect;
  readonly models: ReadonlyMap<string, unknown>;
  readonly tables: DataSourceTables;
  readonly context: () => ConnectorContext;
  /** Connects, unless that is done already. */
  readonly connect: () => Promise<Connected>;
  readonly log: (text: string) => void;
  readonly warn: (text: string) => void;
}

interface Connected {
  readonly executor: Executor;
  /** Nothing where there is no database. */
  readonly orm: MikroORM | undefined;
}

/** Brings the tables of a data source's models into the database, when that is asked for or when they are first needed. */
export class DataSourceSchema {
  /** Names of models whose tables are still to be looked at (`autoMigrate: "lazy"`). */
  readonly #unchecked = new Set<string>();
  #isKeptUp = false;

  constructor(private readonly source: SchemaSource) {}

  /** Whether tables are made and grown when they are first needed. */
  get isLazy(): boolean {
    return this.source.connector.lazySchema === true || this.source.settings.autoMigrate === 'lazy';
  }

  /** Whether there is no table that has to be looked at before it is used. */
  get isChecked(): boolean {
    return this.#unchecked.size === 0;
  }

  /** From now on tables of models that change, or come, are made and grown when they are next needed. */
  keepUp(): void {
    this.#isKeptUp = true;
  }

  /** Tells that models have changed, or come. */
  changed(models: readonly string[]): void {
    if (this.isLazy || this.#isKeptUp) for (const each of models) this.#unchecked.add(each);
  }

  forget(model: string): void {
    this.#unchecked.delete(model);
  }

  /** Tells that the data source is no longer connected. */
  disconnected(): void {
    if (this.isLazy) for (const model of this.source.models.keys()) this.#unchecked.add(model);
  }

  /** Refuses constraints that are wrong, of all models, and tells of those that there cannot be. */
  check(): void {
    this.#checkForeignKeys(this.#tablesOf(undefined));
  }

  /** Has MikroORM leave the tables of all models alone. */
  protect(orm: MikroORM): void {
    skipTables(orm, this.#tablesOf(undefined));
  }

  /** Makes and grows the tables that are still to be looked at. */
  async catchUp(): Promise<void> {
    while (!this.isChecked) {
      const models = [...this.#unchecked];
      this.#unchecked.clear();
      try {
        await this.update(models);
      } catch (error) {
        for (const model of models) if (this.source.models.has(model)) this.#unchecked.add(model);
        throw error;
      }
    }
  }

  async update(models: ModelNames): Promise<SchemaChanges> {
    const chosen = this.#tablesOf(models);
    const tables = [...chosen, ...this.source.tables.neededBy(chosen)];
    const executor = await this.#prepare(tables);
    const changes = await updateSchema(tables, this.source.dialect, executor, this.#filler(executor));
    this.#tell(models, changes);
    return changes;
  }

  async recreate(models: ModelNames): Promise<SchemaChanges> {
    const tables = this.#tablesOf(models);
    const needed = this.source.tables.neededBy(tables);
    const executor = await this.#prepare([...tables, ...needed]);
    const changes = await recreateSchema(tables, this.source.dialect, executor, needed);
    this.#tell(models, changes);
    return changes;
  }

  async isActual(models: ModelNames): Promise<boolean> {
    const tables = this.#tablesOf(models);
    const { executor } = await this.source.connect();
    return isActual(tables, this.source.dialect, executor);
  }

  async #prepare(tables: readonly Table[]): Promise<Executor> {
    const { executor, orm } = await this.source.connect();
    this.#checkForeignKeys(tables);
    if (orm !== undefined) skipTables(orm, tables);
    return executor;
  }

  #checkForeignKeys(tables: readonly Table[]): void {
    const { problems, warnings } = this.source.tables.check(tables.map(({ model }) => model));
    if (problems.length > 0) throw new DefinitionsError(problems);
    for (const text of warnings) this.source.warn(`${text}.`);
  }

  #tablesOf(models: ModelNames): Table[] {
    const names = this.#namesOf(models);
    const unknown = names.filter((name) => !this.source.models.has(name));
    if (unknown.length > 0) {
      throw new Error(`Cannot migrate models not attached to this datasource: ${unknown.join(' ')}`);
    }
    if (this.source.connector.storesData === false) return [];
    return names.map((name) => this.source.tables.of(name));
  }

  #namesOf(models: ModelNames): readonly string[] {
    return typeof models === 'string' ? [models] : (models ?? [...this.source.models.keys()]);
  }

  #tell(models: ModelNames, changes: SchemaChanges): void {
    for (const name of this.#namesOf(models)) this.#unchecked.delete(name);
    const text = describeChanges(changes);
    // Tables in memory appear with every start; nobody wants to read that.
    if (text !== undefined && this.source.connector.lazySchema !== true) this.source.log(`${text}.`);
  }

  /** Fills new tables of the memory connector; the file is read when there is one. */
  #filler(executor: Executor): TableFiller | undefined {
    const { connector, dialect, settings, context, log } = this.source;
    if (connector.initialData === undefined) return undefined;
    let data: Promise<InitialData | undefined> | undefined;
    return async (table, transaction) => {
      data ??= connector.initialData?.(settings, context());
      const found = await data;
      if (found === undefined) return;
      const count = await insertInitialData(found, table, dialect, executor, transaction);
      if (count === 0) return;
      const rows = count === 1 ? 'row' : 'rows';
      log(
        `took ${count} ${rows} of "${table.model}" over from ${found.source}; they are kept in ${found.source}.sqlite from now on.`,
      );
    };
  }
}
