import { forceIdInForce } from '../definition/force-id.js';
import { getStrictMode } from '../definition/strict-mode.js';
import type { ModelDefinition, StrictMode } from '../definition/model-definition.js';
import type { PropertyDefinition } from '../definition/property-definition.js';
import { embeddedModels } from './embedded-models.js';

/**
 * The living schema of a model class: the resolved definition, and what scripts have changed since. `settings` is read at
 * every call, so that changes count from then on; properties are added by {@link addProperty}.
 */
export class ModelSchema {
  readonly name: string;
  readonly settings: Record<string, unknown>;
  /** Names of the models whose instances are values of properties. */
  embedded: readonly string[];
  private current: ModelDefinition;
  private byName: ReadonlyMap<string, PropertyDefinition>;
  private hiddenSource: unknown;
  private hiddenLength = -1;
  private hiddenNames: ReadonlySet<string> = new Set();

  constructor(definition: ModelDefinition) {
    this.name = definition.name;
    this.settings = structuredCloneOf(definition.settings);
    this.current = { ...definition, settings: this.settings };
    this.byName = index(definition.properties);
    this.embedded = embeddedIn(definition.properties);
  }

  /** The definition as it is now, for tables and entities. A new object whenever properties have changed. */
  get definition(): ModelDefinition {
    return this.current;
  }

  get properties(): ReadonlyMap<string, PropertyDefinition> {
    return this.byName;
  }

  get idNames(): readonly string[] {
    return this.current.idNames;
  }

  /** The id's name; of a composite id, that of its first part. `undefined` for a model without one. */
  get idName(): string | undefined {
    return this.current.idNames[0];
  }

  /** The only id property; `undefined` where there is none, or several. */
  get idProperty(): PropertyDefinition | undefined {
    return this.idNames.length === 1 && this.idName !== undefined ? this.byName.get(this.idName) : undefined;
  }

  get strictness(): StrictMode {
    return getStrictMode(this.settings);
  }

  get forceId(): boolean {
    return forceIdInForce(this.settings, this.current.properties);
  }

  /** Names of the hidden properties, as the settings have them now. */
  get hidden(): ReadonlySet<string> {
    const source = this.settings['hidden'];
    const length = Array.isArray(source) ? source.length : 0;
    if (source !== this.hiddenSource || length !== this.hiddenLength) {
      this.hiddenSource = source;
      this.hiddenLength = length;
      this.hiddenNames = new Set(Array.isArray(source) ? source.filter((name) => typeof name === 'string') : []);
    }
    return this.hiddenNames;
  }

  get protected(): ReadonlySet<string> {
    const source = this.settings['protected'];
    return new Set(Array.isArray(source) ? source.filter((name) => typeof name === 'string') : []);
  }

  /** Adds a property, or replaces one of the same name. */
  addProperty(property: PropertyDefinition): void {
    const others = this.current.properties.filter((other) => other.name !== property.name);
    const properties = this.byName.has(property.name)
      ? this.current.properties.map((other) => (other.name === property.name ? property : other))
      : [...others, property];
    const idNames = properties
      .filter((each) => each.id > 0)
      .sort((a, b) => a.id - b.id)
      .map((each) => each.name);
    this.current = { ...this.current, properties, idNames };
    this.byName = index(properties);
    this.embedded = embeddedIn(properties);
  }
}

function embeddedIn(properties: readonly PropertyDefinition[]): readonly string[] {
  return [...new Set(properties.flatMap(({ type }) => embeddedModels(type)))];
}

function index(properties: readonly PropertyDefinition[]): ReadonlyMap<string, PropertyDefinition> {
  return new Map(properties.map((property) => [property.name, property]));
}

// Settings of models made in code may hold functions (a default scope), which `structuredClone` refuses.
function structuredCloneOf(settings: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return cloneValue(settings) as Record<string, unknown>;
}

function cloneValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cloneValue);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, cloneValue(item)]));
}
