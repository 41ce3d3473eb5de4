import { inspect } from 'node:util';
import type { DataSource } from '../datasource/data-source.js';
import type { DefinedModel } from '../datasource/members/model-members.js';
import type { PropertyDefinition, PropertyType } from '../definition/property-definition.js';
import { LoopnestError } from '../errors/loopnest.error.js';
import { type Callback, settle } from './callback.js';
import type { ModelClassConfiguration } from './configure-model.js';
import type { ModelApplication } from './model-application.js';
import type { ModelRegistry } from './model-registry.js';
import { RemovedMembers } from './members/removed-members.js';
import { fillInstance, type InstanceOptions, instanceState, plainValue } from './instance-state.js';

/** A model class, as the core handles it: any descendant of {@link Model}. */
export type AnyModel = typeof Model;

/**
 * The base of all model classes: an instance holds coerced values, applies defaults, and knows how to show itself. Nothing
 * is stored; that is what {@link PersistedModel} adds.
 */
export class Model extends RemovedMembers {
  constructor(data?: unknown, options: InstanceOptions = {}) {
    super();
    fillInstance(this, (this.constructor as AnyModel).core, data, options);
  }

  // --- the class ---

  static get modelName(): string {
    return this.core.schema.name;
  }

  static get pluralModelName(): string {
    return this.core.schema.definition.plural;
  }

  /** Everything in the definition beside name and properties, with what was inherited and configured. Live. */
  static get settings(): Record<string, unknown> {
    return this.core.schema.settings;
  }

  /** The definition in LoopBack's shape. */
  static get definition() {
    return this.core.legacyDefinition;
  }

  /** The model class that this one descends from. */
  static get base(): AnyModel | undefined {
    const base: unknown = Object.getPrototypeOf(this);
    return typeof base === 'function' && hasCore(base) ? (base as AnyModel) : undefined;
  }

  static get registry(): ModelRegistry {
    return this.core.registry;
  }

  /** The application that the model was added to. */
  static get app(): ModelApplication | undefined {
    return this.core.application;
  }

  /** The application, as soon as the model is added to one: a promise of it, or a callback `(error, application)`. */
  static getApp(callback: Callback<ModelApplication>): void;
  static getApp(): Promise<ModelApplication>;
  static getApp(this: AnyModel, callback?: Callback<ModelApplication>): Promise<ModelApplication> {
    const { application } = this.core;
    const added = new Promise<ModelApplication>((resolve) => {
      if (application === undefined) this.once('attached', resolve);
      else resolve(application);
    });
    return settle(added, callback);
  }

  static get dataSource(): DataSource | undefined {
    return this.core.dataSource;
  }

  /** The connector of the data source. */
  static getConnector(): DataSource['connector'] | undefined {
    return this.core.dataSource?.connector;
  }

  /** Where the model is served, below the root of the API. */
  static get http(): { readonly path: string } {
    return { path: this.core.schema.definition.httpPath };
  }

  /** What the model was configured with: its entry of `model-config.json`, or that of `app.model` and `configureModel`. */
  static get config(): ModelClassConfiguration {
    return this.core.configuration;
  }

  static getDataSource(): DataSource | undefined {
    return this.core.dataSource;
  }

  /** Attaches the class to a data source: its table is there, and data calls work. */
  static attachTo(dataSource: DataSource): void {
    this.core.attachTo(dataSource);
    this.core.mixIn();
    this.registry.attached();
    this.emit('dataSourceAttached', this);
    this.registry.relations?.setUp(this);
    this.registry.replication?.setUp(this);
  }

  static getIdName(): string | undefined {
    return this.core.schema.idName;
  }

  /** Name of a property's type (`String`, `Number` …); `null` if there is no such property. */
  static getPropertyType(name: string): string | null {
    const property = this.core.schema.properties.get(name);
    return property === undefined ? null : typeName(property.type);
  }

  static forEachProperty(visit: (name: string, property: PropertyDefinition) => void): void {
    for (const [name, property] of this.core.schema.properties) visit(name, property);
  }

  /** Adds a property, at any time: instances and the table know it from the next call on. */
  static defineProperty(name: string, definition: unknown): void {
    this.core.defineProperty(name, definition);
  }

  /** Makes a descendant; attach it to a data source, and add it to an application, to use it. */
  static extend<T extends object = Record<string, unknown>>(
    name: string,
    properties: Record<string, unknown> = {},
    settings: Record<string, unknown> = {},
  ): DefinedModel<T> {
    return this.registry.createModel<T>({ ...settings, name, properties, base: this.modelName });
  }

  // --- instances ---

  getId(): unknown {
    const { idName } = (this.constructor as AnyModel).core.schema;
    return idName === undefined ? undefined : instanceState(this).data[idName];
  }

  setId(value: unknown): void {
    const { idName } = (this.constructor as AnyModel).core.schema;
    if (idName !== undefined) (this as Record<string, unknown>)[idName] = value;
  }

  getIdName(): string | undefined {
    return (this.constructor as AnyModel).getIdName();
  }

  getPropertyType(name: string): string | null {
    return (this.constructor as AnyModel).getPropertyType(name);
  }

  getDataSource(): DataSource | undefined {
    return (this.constructor as AnyModel).getDataSource();
  }

  setAttribute(name: string, value: unknown): void {
    (this as Record<string, unknown>)[name] = value;
  }

  /** Sets several values in memory. */
  setAttributes(data: Readonly<Record<string, unknown>>): void {
    const { schema } = (this.constructor as AnyModel).core;
    for (const [name, value] of Object.entries(data)) {
      if (schema.properties.has(name) || !(name in this)) this.setAttribute(name, value);
    }
    (this.constructor as AnyModel).emit('set', this);
  }

  /** Takes a value out of the instance; with `nullify` it is set to null instead, and so stored. */
  unsetAttribute(name: string, nullify = false): void {
    const state = instanceState(this);
    if (nullify) this.setAttribute(name, null);
    else if ((this.constructor as AnyModel).core.schema.properties.has(name)) {
      state.data[name] = undefined;
      (state.unset ??= new Set()).add(name);
    } else Reflect.deleteProperty(this, name);
  }

  /**
   * A plain object of the values.
   *
   * @param onlySchema - name all declared properties, and leave out others where the model is strict
   * @param removeHidden - leave out hidden properties
   * @param removeProtected - leave out protected properties
   */
  toObject(onlySchema = false, removeHidden = false, removeProtected = false): Record<string, unknown> {
    const { schema, custom } = (this.constructor as AnyModel).core;
    const getters = custom?.getters;
    const state = instanceState(this);
    const nullify = schema.settings['persistUndefinedAsNull'] === true;
    const result: Record<string, unknown> = {};
    const isOut = (name: string) =>
      (removeHidden && schema.hidden.has(name)) || (removeProtected && schema.protected.has(name));
    for (const name of schema.properties.keys()) {
      if (isOut(name)) continue;
      const value = getters === undefined ? state.data[name] : (this as Record<string, unknown>)[name];
      if (value !== undefined) result[name] = plainValue(value, removeHidden);
      else if (nullify && (state.fields === undefined || state.fields.includes(name))) result[name] = null;
      else if (onlySchema) result[name] = undefined;
    }
    // Kept from LoopBack 3 on purpose (conversation "node-instance"): what an open model does not declare belongs to its schema.
    if (onlySchema && schema.strictness !== 'keep') return result;
    for (const [name, value] of [...Object.entries(this), ...state.extras]) {
      if (!isOut(name) && value !== undefined && typeof value !== 'function')
        result[name] = plainValue(value, removeHidden);
    }
    for (const [name, value] of state.related) {
      if (value !== undefined && value !== null && !isOut(name)) result[name] = plainValue(value, removeHidden);
    }
    return result;
  }

  /** The instance as it is answered: without hidden properties, with undeclared ones; dates stay `Date`. */
  toJSON(): Record<string, unknown> {
    return this.toObject(false, true, false);
  }

  /** LoopBack's name of the related instances that were loaded or set, by relation: a copy. */
  get __cachedRelations(): Record<string, unknown> {
    return Object.fromEntries(instanceState(this).related);
  }

  /** LoopBack's name of the strict mode, as the definition has it. */
  get __strict(): unknown {
    return (this.constructor as AnyModel).settings['strict'] ?? false;
  }

  /** Whether there is a value of this name, as if the instance were a plain object. */
  override hasOwnProperty(name: PropertyKey): boolean {
    const { data, related } = instanceState(this);
    return Object.hasOwn(this, name) || (typeof name === 'string' && (data[name] !== undefined || related.has(name)));
  }

  [inspect.custom](_depth: number, options: { stylize?: unknown }): unknown {
    return inspect(this.toObject(), options as object);
  }
}

// Statics that depend on a class of its own are errors on the bare base.
Object.defineProperty(Model, 'core', {
  configurable: true,
  get(): never {
    throw new LoopnestError(500, 'Model has no definition of its own: make model classes with a registry');
  },
});

function hasCore(candidate: object): boolean {
  return Object.getOwnPropertyDescriptor(candidate, 'core')?.value !== undefined;
}

/** LoopBack's name of a property type. */
function typeName(type: PropertyType): string {
  switch (type.kind) {
    case 'array':
      return 'Array';
    case 'inline':
      return 'Object';
    case 'model':
      return type.model;
    case 'scalar':
      return SCALAR_NAMES[type.name];
  }
}

const SCALAR_NAMES = {
  string: 'String',
  text: 'Text',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  datestring: 'DateString',
  object: 'Object',
  json: 'JSON',
  any: 'Any',
  geopoint: 'GeoPoint',
  buffer: 'Buffer',
} as const;
