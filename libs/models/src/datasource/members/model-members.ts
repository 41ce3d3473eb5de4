import type { LegacyDefinition } from '../../model/legacy-definition.js';
import type { AnyModel } from '../../model/model.js';
import type { ModelClass } from '../../model/model-class.js';
import type { ModelRegistry } from '../../model/model-registry.js';
import { newRegistry } from '../../registry/new-registry.js';
import { mappingSection, textOf } from '../property-mapping.js';
import type { DataSource } from '../data-source.js';
import type { Dialect } from '../dialect.js';
import { TransactionMembers } from './transaction-members.js';

/** A model class that is made in code, with data of type `T`. */
export type DefinedModel<T extends object = Record<string, unknown>> = ModelClass<T> & AnyModel;

/** What a data source knows of the model classes that are attached to it. */
export abstract class ModelMembers extends TransactionMembers {
  readonly #classes = new Map<string, AnyModel>();
  #registry: ModelRegistry | undefined;

  abstract readonly dialect: Dialect;
  abstract attach(model: AnyModel): AnyModel;
  abstract detach(model: string): void;

  /** The registry that models of the data source go to. */
  get registry(): ModelRegistry {
    if (this.#registry === undefined) {
      const registry = newRegistry();
      const Another = this.constructor as new (name: string, settings: object, registry: ModelRegistry) => DataSource;
      registry.dataSourceFactory = (name, settings) => new Another(name, settings, registry);
      this.#registry = registry;
    }
    return this.#registry;
  }

  /** The attached model classes, by name. */
  get models(): Readonly<Record<string, AnyModel>> {
    return Object.fromEntries(this.#classes);
  }

  /**
   * Makes a model that is attached to the data source: from its name, properties and settings, or from a definition as in
   * JSON. It is known to the registry, and not part of an application.
   */
  createModel<T extends object = Record<string, unknown>>(
    definition: string | Record<string, unknown>,
    properties?: Record<string, unknown>,
    settings?: Record<string, unknown>,
  ): DefinedModel<T> {
    const model = this.registry.createModel<T>(definition, properties, settings);
    this.attach(model);
    return model;
  }

  /** The same as {@link createModel}. */
  define<T extends object = Record<string, unknown>>(
    name: string,
    properties?: Record<string, unknown>,
    settings?: Record<string, unknown>,
  ): DefinedModel<T> {
    return this.createModel<T>(name, properties, settings);
  }

  /** The attached class of this name, or `undefined`. */
  getModel<T extends object = Record<string, unknown>>(name: string): DefinedModel<T> | undefined {
    return this.#classes.get(name) as DefinedModel<T> | undefined;
  }

  getModelDefinition(name: string): LegacyDefinition | undefined {
    return this.#classes.get(name)?.definition;
  }

  /** Takes a model away, with its class; its table stays. */
  deleteModelByName(name: string): void {
    this.detach(name);
    this.registry.deleteModel(name);
  }

  idName(model: string): string | undefined {
    return this.idNames(model)[0];
  }

  idNames(model: string): readonly string[] {
    return this.#required(model).core.schema.idNames;
  }

  idColumnName(model: string): string | undefined {
    const name = this.idName(model);
    return name === undefined ? undefined : this.columnName(model, name);
  }

  /** The column of a property as the definition names it: by `columnName` in the section of the database, or as the property. */
  columnName(model: string, property: string): string {
    const raw = this.#required(model).core.schema.properties.get(property)?.raw ?? {};
    return textOf(mappingSection(raw, this.dialect.sections), 'columnName', 'column') ?? property;
  }

  columnNames(model: string): readonly string[] {
    return [...this.#required(model).core.schema.properties.keys()].map((property) => this.columnName(model, property));
  }

  /** The table of a model in the same way. */
  tableName(model: string): string {
    const section = mappingSection(this.#required(model).settings, this.dialect.sections);
    return textOf(section, 'table', 'tableName', 'collection') ?? model;
  }

  protected useRegistry(registry: ModelRegistry): void {
    this.#registry = registry;
  }

  protected keepClass(name: string, model: AnyModel | undefined): void {
    if (model === undefined) this.#classes.delete(name);
    else this.#classes.set(name, model);
  }

  #required(name: string): AnyModel {
    const model = this.#classes.get(name);
    if (model !== undefined) return model;
    throw new Error(`The model "${name}" is not attached to the data source "${this.name}".`);
  }
}
