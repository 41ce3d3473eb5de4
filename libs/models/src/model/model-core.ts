import type { EventEmitter } from 'node:events';
import type { Column } from '../datasource/column.js';
import type { DataSource } from '../datasource/data-source.js';
import type { Statement } from '../datasource/executor.js';
import type { Transaction } from '../datasource/transaction/transaction.js';
import { parseProperty } from '../definition/parse-property.js';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';
import { LoopnestError } from '../errors/loopnest.error.js';
import { fitsColumn } from '../query/fit-column.js';
import type { QueryModel, QueryProperty } from '../query/query-model.js';
import { type RowReader, rowReader } from '../query/read-rows.js';
import { selectList } from '../query/statements.js';
import { coerceValue, type NestedModels } from './coerce-value.js';
import type { ModelClassConfiguration } from './configure-model.js';
import { CustomAccessors } from './custom-accessors.js';
import type { Coerce } from './default-values.js';
import { describeLegacy, type LegacyDefinition } from './legacy-definition.js';
import { applyMixins } from './mixins/apply-mixin.js';
import type { AnyModel } from './model.js';
import { modelEvents } from './model-events.js';
import type { ModelApplication } from './model-application.js';
import type { Relation } from './model-relation.js';
import type { ModelRegistry } from './model-registry.js';
import type { ModelReplication } from './replication-support.js';
import { ModelRemoting } from './remoting/model-remoting.js';
import { ModelSchema } from './model-schema.js';
import { Observers, type Observer } from './observers.js';
import { defineAccessor } from './accessors.js';
import type { Check } from './validation/check.js';
import { Validations } from './validation/validations.js';

/** Everything that belongs to one model class: its living schema, where its data are, its observers and listeners. */
export class ModelCore {
  readonly schema: ModelSchema;
  readonly events: EventEmitter = modelEvents();
  readonly observers = new Observers();
  /** The relations of the model, by name. */
  readonly relations = new Map<string, Relation>();
  /** What is said in code of its remote methods. */
  readonly remoting: ModelRemoting;
  readonly legacyDefinition: LegacyDefinition;
  /** The checks that the script of the model has registered; descendants do not inherit them. */
  validations: Validations | undefined;
  application: ModelApplication | undefined;
  configuration: ModelClassConfiguration = {};
  /** The record of changes, where the model has one. */
  replication: ModelReplication | undefined;
  dataSource: DataSource | undefined;
  /** The transaction that calls of the class belong to, where it is a copy that is bound to one. */
  readonly transaction: Transaction | undefined;
  private compiled: CompiledModel | undefined;
  private isMixedIn = false;
  private ownAccessors: CustomAccessors | undefined;
  private knownAccessors: { readonly at: number; readonly found: CustomAccessors | undefined } | undefined;

  constructor(
    readonly model: AnyModel,
    readonly registry: ModelRegistry,
    definition: ModelDefinition,
  ) {
    this.schema = new ModelSchema(definition);
    this.remoting = new ModelRemoting(registry.warn);
    this.legacyDefinition = describeLegacy(this.schema, registry);
  }

  /** Tells of a condition that is left out of a query. */
  readonly tellIgnored = (property: string): void => this.registry.ignoredProperties?.tell(this.schema.name, property);

  readonly nestedModels: NestedModels = (name) => this.registry.findModel(name);

  /** Coerces a value to a type, with the models of the registry. */
  readonly coerceTo: Coerce = (value, type) => coerceValue(value, type, this.nestedModels);

  coerce(property: PropertyDefinition, value: unknown): unknown {
    // A generated id is an integer in the database even if its type says string.
    if (property.generated && typeof value === 'number') return value;
    return coerceValue(value, property.type, this.nestedModels);
  }

  /** Own and inherited observers of an event, the base's first. */
  observersOf(event: string): readonly Observer[] {
    const own = this.observers.of(event);
    const inherited = this.model.base?.core.observersOf(event) ?? [];
    return inherited.length === 0 ? own : [...inherited, ...own];
  }

  /** The custom setters and getters of the class and its bases; `undefined` where nobody has any. */
  get custom(): CustomAccessors | undefined {
    // Asked at every reading of a property: looked for again only when any model of the registry has got some.
    const { accessorChanges } = this.registry;
    if (this.knownAccessors?.at !== accessorChanges)
      this.knownAccessors = { at: accessorChanges, found: this.ownAccessors ?? this.model.base?.core.custom };
    return this.knownAccessors.found;
  }

  /** The same to add to. */
  customAccessors(): CustomAccessors {
    if (this.ownAccessors !== undefined) return this.ownAccessors;
    const own = (this.ownAccessors = new CustomAccessors(this.model.base?.core.custom));
    this.registry.accessorChanges += 1;
    // Only models that have accessors of their own, or inherit some, pay for them.
    for (const { core } of this.registry.descendantsOf(this.model)) {
      if (core.ownAccessors !== undefined && core.model.base?.core.custom === own) core.ownAccessors.inherit(own);
    }
    return own;
  }

  /** Whether instances show themselves as their values are: nothing of the class's own stands in between. */
  get showsRows(): boolean {
    return this.model.prototype.toJSON === this.registry.plainToJSON && this.custom === undefined;
  }

  hasObservers(event: string): boolean {
    return this.observers.of(event).length > 0 || (this.model.base?.core.hasObservers(event) ?? false);
  }

  addCheck(check: Check): void {
    (this.validations ??= new Validations()).add(check);
  }

  /** Whether some checks of instances end later. */
  get checksLater(): boolean {
    return this.validations !== undefined && this.validations.later.length > 0;
  }

  attachTo(dataSource: DataSource): void {
    if (this.dataSource !== undefined && this.dataSource !== dataSource) this.dataSource.detach(this.schema.name);
    this.dataSource = dataSource;
    this.compiled = undefined;
    this.adoptGeneratedId(dataSource);
    dataSource.attach(
      this.schema.name,
      () => this.schema.definition,
      () => this.relations.values(),
      this.model,
    );
  }

  /** Applies the mixins of the definition, once. */
  mixIn(): void {
    if (this.isMixedIn) return;
    this.isMixedIn = true;
    applyMixins(this.model);
  }

  // Where no database generates ids they may be of another type than the model says.
  private adoptGeneratedId({ connector }: DataSource): void {
    const { idProperty } = this.schema;
    if (connector.generatedId === undefined || idProperty?.generated !== true) return;
    this.schema.addProperty(parseProperty(idProperty.name, { ...idProperty.raw, type: connector.generatedId.type }));
  }

  defineProperty(name: string, definition: unknown): void {
    const property = parseProperty(name, definition);
    this.schema.addProperty(property);
    defineAccessor(this.model, name);
    this.registry.classTransformer.describe(this.model, [property]);
    this.compiled = undefined;
    this.dataSource?.changed(this.schema.name);
  }

  /** Remote methods have come or gone: the next request sees it. */
  remotingChanged(event: 'remoteMethodAdded' | 'remoteMethodDisabled', method?: string): void {
    this.application?.remotingChanged(this.model, event, method);
    if (this.events.listenerCount(event) > 0) this.events.emit(event, this.model.sharedClass, method);
  }

  /** The data source; throws LoopBack's error where the model has none. */
  requireDataSource(method = 'find'): DataSource {
    if (this.dataSource !== undefined) return this.dataSource;
    throw new LoopnestError(
      500,
      `Cannot call ${this.schema.name}.${method}(). The ${method} method has not been setup. The PersistedModel has not been correctly attached to a DataSource!`,
    );
  }

  /** What queries need, compiled once per version of the definition. */
  get queries(): CompiledModel {
    const { definition, hidden } = this.schema;
    const { compiled } = this;
    if (compiled?.definition === definition && compiled.query.hidden === hidden) return compiled;
    return (this.compiled = this.compile(definition, hidden));
  }

  private compile(definition: ModelDefinition, hidden: ReadonlySet<string>): CompiledModel {
    const dataSource = this.requireDataSource();
    const { dialect } = dataSource;
    // The hidden properties may have changed since the class was made.
    this.registry.classTransformer.hide(this.model);
    const table = dataSource.tableOf(this.schema.name);
    const columns = new Map(table.columns.map((column) => [column.property, column]));
    const properties = new Map<string, QueryProperty>();
    for (const property of definition.properties) {
      const column = columns.get(property.name);
      if (column !== undefined) properties.set(property.name, { definition: property, column });
    }
    const nestedProperties = (type: PropertyType) => this.nestedProperties(type);
    const nestedHidden = (type: PropertyType) =>
      type.kind === 'model' ? this.registry.findModel(type.model)?.core.schema.hidden : undefined;
    const query = {
      name: this.schema.name,
      table,
      dialect,
      properties,
      idNames: definition.idNames,
      hidden,
      nestedProperties,
      nestedHidden,
    };
    return new CompiledModel(definition, query);
  }

  private nestedProperties(type: PropertyType): readonly PropertyDefinition[] | undefined {
    if (type.kind === 'inline') return type.properties;
    if (type.kind !== 'model') return undefined;
    return this.registry.findModel(type.model)?.core.schema.definition.properties;
  }
}

/** Columns to read and the reader of their rows. */
export interface Selection {
  readonly columns: readonly Column[];
  /** The columns as a SELECT names them. */
  readonly list: string;
  readonly read: RowReader;
}

const NONE: ReadonlySet<string> = new Set();

/** A model as the query language sees it, and the ways to read its rows. */
export class CompiledModel {
  /** All columns: what instances are made of. */
  readonly whole: Selection;
  /** All columns but those of hidden properties: what is answered. */
  readonly visible: Selection;
  readonly idColumns: readonly Column[];
  private textById: string | undefined;

  constructor(
    readonly definition: ModelDefinition,
    readonly query: QueryModel,
  ) {
    this.whole = this.select(query.table.columns);
    this.visible =
      query.hidden.size === 0
        ? this.whole
        : this.select(query.table.columns.filter((column) => this.isVisible(column)));
    this.idColumns = definition.idNames.flatMap((name) => query.properties.get(name)?.column ?? []);
  }

  /** The selection of the properties that `fields` of a query names, hidden ones left out unless `withHidden`. */
  selection(fields: readonly string[] | undefined, withHidden: boolean): Selection {
    if (fields === undefined) return withHidden ? this.whole : this.visible;
    const columns = this.query.table.columns.filter((column) => fields.includes(column.property));
    return this.select(withHidden ? columns : columns.filter((column) => this.isVisible(column)));
  }

  /** The visible columns, and some hidden ones that are needed for joining. */
  visibleSelection(fields: readonly string[] | undefined, needed: readonly string[]): Selection {
    return needed.length === 0 ? this.selection(fields, false) : this.nestedSelection(fields, needed, NONE);
  }

  /** The same for rows within others: protected columns are left out as well. */
  nestedSelection(
    fields: readonly string[] | undefined,
    needed: readonly string[],
    hidden: ReadonlySet<string>,
  ): Selection {
    const isShown = (column: Column) =>
      this.isVisible(column) &&
      !hidden.has(column.property) &&
      (fields === undefined || fields.includes(column.property));
    return this.select(
      this.query.table.columns.filter((column) => needed.includes(column.property) || isShown(column)),
    );
  }

  /** The visible columns of the row of an id; `undefined` for ids that are no integers, and are to be parsed. */
  byId(id: unknown): Statement | undefined {
    const [column] = this.idColumns;
    const isPlain = Number.isInteger(id) && column?.storage === 'integer' && fitsColumn(id, column);
    if (!isPlain || this.idColumns.length > 1 || !this.isVisible(column)) return undefined;
    const { dialect, table } = this.query;
    this.textById ??= `SELECT ${this.visible.list} FROM ${table.sql} WHERE ${dialect.equals(column, dialect.placeholder(1))}`;
    return { sql: this.textById, parameters: [dialect.toParameter(id, column)] };
  }

  private isVisible(column: Column): boolean {
    return !this.query.hidden.has(column.property);
  }

  private select(columns: readonly Column[]): Selection {
    return { columns, list: selectList(this.query, columns), read: rowReader(columns, this.query.dialect) };
  }
}
