import {
  KEY_VALUE_MODEL_DEFINITION,
  MODEL_DEFINITION,
  PERSISTED_MODEL_DEFINITION,
} from '../definition/built-in-definitions.js';
import type { DataSource } from '../datasource/data-source.js';
import type { DefinedModel } from '../datasource/members/model-members.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import { resolveModelDefinition } from '../definition/resolve-model-definition.js';
import type { DefinitionProblem } from '../definition/definition-problem.js';
import { DefinitionsError } from '../definition/definitions.error.js';
import type { DataSourceSettings } from '../definition/project.js';
import { KeyValueModel } from '../key-value/key-value-model.js';
import { ClassTransformerMetadata } from './class-transformer-metadata.js';
import { configureModel, type ModelClassConfiguration } from './configure-model.js';
import { defineModel } from './define-model.js';
import type { RelationSupport } from './relation-support.js';
import type { ReplicationSupport } from './replication-support.js';
import type { RemotingSupport } from './remoting/remoting-support.js';
import { IgnoredProperties } from './ignored-properties.js';
import { Mixins } from './mixins/mixins.js';
import { StartingWork } from './starting-work.js';
import { Model, type AnyModel } from './model.js';
import { PersistedModel } from './persisted-model.js';

/** The models of one application, by name. Registries do not see each other. */
export class ModelRegistry {
  /** How a plain instance shows itself; a class that shows itself otherwise needs its instances made. */
  readonly plainToJSON = Model.prototype.toJSON;
  readonly classTransformer = new ClassTransformerMetadata();
  readonly mixins = new Mixins();
  readonly startingWork = new StartingWork();
  /** LoopBack's way to {@link mixins}: `registry.modelBuilder.mixins`. */
  readonly modelBuilder = { mixins: this.mixins };
  readonly Model: AnyModel;
  readonly PersistedModel: typeof PersistedModel;
  readonly KeyValueModel: typeof KeyValueModel;
  readonly ignoredProperties: IgnoredProperties | undefined;
  /** Relations and includes; set by the application, which knows of them. */
  relations: RelationSupport | undefined;
  /** Makes data sources for {@link createDataSource}. */
  dataSourceFactory: ((name: string, settings: DataSourceSettings) => DataSource) | undefined;
  /** How often a model has got setters or getters of an application's own for the first time. */
  accessorChanges = 0;
  /** Change tracking; set by the application, which knows of it. */
  replication: ReplicationSupport | undefined;
  /** Remote methods; set by the application, which knows of them. */
  remoting: RemotingSupport | undefined;
  private readonly models = new Map<string, AnyModel>();
  private changes = 0;
  private readonly behaviours = new Map<AnyModel, (model: AnyModel) => void>();

  /** @param options - `tellIgnored`: warn of conditions that are left out of a query */
  constructor(
    /** Where the models tell of what needs attention and fails nothing. */
    readonly warn: (text: string) => void = () => undefined,
    options: { readonly tellIgnored?: boolean } = {},
  ) {
    this.ignoredProperties = options.tellIgnored === true ? new IgnoredProperties(warn) : undefined;
    this.Model = this.register(defineModel(MODEL_DEFINITION, Model, this));
    this.PersistedModel = this.register(
      defineModel(PERSISTED_MODEL_DEFINITION, this.Model, this, PersistedModel),
    ) as typeof PersistedModel;
    this.KeyValueModel = this.register(
      defineModel(KEY_VALUE_MODEL_DEFINITION, this.Model, this, KeyValueModel),
    ) as typeof KeyValueModel;
  }

  /** Another number whenever a model was made, attached or removed: for those who keep what they have found out of models. */
  get revision(): number {
    return this.changes;
  }

  /** Tells that a model was attached to a data source. */
  attached(): void {
    this.changes++;
  }

  /** Sets a model up, and from now on each descendant that is made, bases first. */
  setBehaviour(model: AnyModel, setUp: (model: AnyModel) => void): void {
    this.behaviours.set(model, setUp);
    setUp(model);
  }

  /** Makes the class of a resolved definition; its base has to be there. */
  define(definition: ModelDefinition): AnyModel {
    const base = definition.base === undefined ? this.Model : this.getModel(definition.base);
    return this.register(defineModel(definition, base, this));
  }

  /**
   * Makes a model from a definition as in JSON, or from a name, properties and settings. The base is `PersistedModel` where
   * nothing is said.
   *
   * @throws DefinitionsError where the definition is wrong, Error where the base is unknown
   */
  createModel<T extends object = Record<string, unknown>>(
    definition: string | Record<string, unknown>,
    properties: Record<string, unknown> = {},
    settings: Record<string, unknown> = {},
  ): DefinedModel<T> {
    const raw = typeof definition === 'string' ? { ...settings, name: definition, properties } : definition;
    const name = String(raw['name']);
    const options = raw['options'] as Record<string, unknown> | undefined;
    const base = raw['base'] ?? options?.['base'] ?? 'PersistedModel';
    const baseModel = typeof base === 'function' ? (base as AnyModel) : this.findModel(String(base));
    if (baseModel === undefined) {
      throw new Error(`Model not found: model \`${name}\` is extending an unknown model \`${String(base)}\`.`);
    }
    const problems: DefinitionProblem[] = [];
    const resolved = resolveModelDefinition({ ...raw, base: baseModel.modelName }, baseModel.core.schema.definition, {
      report: (problem) => problems.push(problem),
      warn: this.warn,
    });
    if (problems.length > 0) throw new DefinitionsError(problems);
    return typed<T>(this.register(defineModel(resolved, baseModel, this)));
  }

  /** Lays a configuration over a model, as an entry of `model-config.json` does. */
  configureModel(model: AnyModel, configuration: ModelClassConfiguration): void {
    configureModel(model, configuration);
  }

  /** Makes a data source whose models go to this registry. */
  createDataSource(name: string, settings: DataSourceSettings): DataSource {
    if (this.dataSourceFactory === undefined) throw new Error('This registry cannot make data sources');
    return this.dataSourceFactory(name, settings);
  }

  /** The class of this name (or the class itself), or `undefined`. */
  findModel<T extends object = Record<string, unknown>>(name: unknown): DefinedModel<T> | undefined {
    const model = typeof name === 'function' ? (name as AnyModel) : this.models.get(String(name));
    return model === undefined ? undefined : typed<T>(model);
  }

  /** The class of this name. Throws `Model not found: NAME`. */
  getModel<T extends object = Record<string, unknown>>(name: unknown): DefinedModel<T> {
    const model = this.findModel<T>(name);
    if (model === undefined) throw new Error(`Model not found: ${String(name)}`);
    return model;
  }

  /** The first descendant of a model, or else the model itself. */
  getModelByType(type: unknown): AnyModel {
    const base = this.getModel(type);
    for (const model of this.models.values()) if (model.prototype instanceof base) return model;
    return base;
  }

  /** The models that descend from a model, in the order in which they were made. */
  descendantsOf(base: AnyModel): readonly AnyModel[] {
    return [...this.models.values()].filter((model) => model.prototype instanceof base);
  }

  /** Names of all models, in the order in which they were made. */
  get modelNames(): readonly string[] {
    return [...this.models.keys()];
  }

  deleteModel(name: string): void {
    this.models.get(name)?.dataSource?.detach(name);
    this.models.delete(name);
    this.changes++;
  }

  private register(model: AnyModel): AnyModel {
    this.models.set(model.modelName, model);
    this.changes++;
    if (this.behaviours.size > 0) this.behave(model, model.base);
    return model;
  }

  private behave(model: AnyModel, ancestor: AnyModel | undefined): void {
    if (ancestor === undefined) return;
    this.behave(model, ancestor.base);
    this.behaviours.get(ancestor)?.(model);
  }
}

// The data of a model are what its definition says; only the caller can name their type.
function typed<T extends object>(model: AnyModel): DefinedModel<T> {
  return model as unknown as DefinedModel<T>;
}
