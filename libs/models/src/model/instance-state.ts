import type { CustomAccessors } from './custom-accessors.js';
import { applyDefaults } from './default-values.js';
import type { ModelCore } from './model-core.js';
import type { ValidationFailure } from './validation/validation.error.js';

/** How an instance is made. */
export interface InstanceOptions {
  /** `false`: missing values stay missing. */
  readonly applyDefaultValues?: boolean;
  /** The instance is stored already. */
  readonly persisted?: boolean;
  /** Only these properties were read. */
  readonly fields?: readonly string[] | undefined;
  /** `false`: values are set as they are, whatever setters an application has. */
  readonly applySetters?: boolean;
}

/** What is inside of an instance. Kept apart from it, so that no key of a client can take its place. */
export interface InstanceState {
  /** Values of the declared properties, coerced. */
  readonly data: Record<string, unknown>;
  /** Undeclared properties whose names the class uses itself (`toObject`, `save`). */
  readonly extras: Map<string, unknown>;
  /** Undeclared properties that the strict mode refuses. */
  readonly unknown: string[];
  persisted: boolean;
  readonly fields: readonly string[] | undefined;
  /** Properties that were taken out: while they have no value, what is stored of them stays. */
  unset: Set<string> | undefined;
  /** Related instances that were loaded or set, by the name of the relation. */
  readonly related: Map<string, unknown>;
  /** What the last check has found; `undefined` where nothing is wrong. */
  failures: readonly ValidationFailure[] | undefined;
}

const STATE: unique symbol = Symbol('loopnest.instance');

interface Stateful {
  [STATE]?: InstanceState;
}

export function instanceState(instance: object): InstanceState {
  const state = (instance as Stateful)[STATE];
  if (state === undefined) throw new TypeError('Not an instance of a model');
  return state;
}

/** Whether a value is an instance of any model. */
export function isInstance(value: unknown): value is object {
  return typeof value === 'object' && value !== null && (value as Stateful)[STATE] !== undefined;
}

/** Gives a new instance its state and its values. */
export function fillInstance(instance: object, core: ModelCore, data: unknown, options: InstanceOptions): void {
  const state: InstanceState = {
    data: Object.create(null) as Record<string, unknown>,
    extras: new Map(),
    unknown: [],
    persisted: options.persisted ?? false,
    fields: options.fields,
    unset: undefined,
    related: new Map(),
    failures: undefined,
  };
  Object.defineProperty(instance, STATE, { value: state });
  Object.defineProperty(instance, '__data', { value: state.data });
  if (typeof data === 'object' && data !== null)
    assignValues(instance, core, isInstance(data) ? rawValues(data) : data, settersFor(core, data, options));
  if (options.applyDefaultValues !== false) fillIn(state, core);
}

type Setters = CustomAccessors['setters'];

// What was stored, and what another instance holds, has been through the setters before.
function settersFor(core: ModelCore, data: object, options: InstanceOptions): Setters | undefined {
  const { custom } = core;
  if (custom === undefined || isInstance(data)) return undefined;
  return (options.applySetters ?? options.persisted !== true) ? custom.setters : undefined;
}

// What was not given: its default, or null where the model keeps no missing values.
function fillIn(state: InstanceState, core: ModelCore): void {
  const { schema } = core;
  const { fields, data } = state;
  const properties = [...schema.properties.values()];
  const wanted = fields === undefined ? properties : properties.filter(({ name }) => fields.includes(name));
  applyDefaults(data, wanted, core.coerceTo);
  if (schema.settings['persistUndefinedAsNull'] !== true) return;
  for (const { name, generated } of wanted) if (!generated) data[name] ??= null;
}

/**
 * Sets values as a client gives them: declared ones are coerced, undeclared ones treated as the strict mode says.
 *
 * @param setters - functions of the application that set properties in place of the plain way
 */
export function assignValues(instance: object, core: ModelCore, data: object, setters?: Setters): void {
  const state = instanceState(instance);
  const { schema } = core;
  for (const [name, value] of Object.entries(data)) {
    const property = schema.properties.get(name);
    if (property !== undefined) {
      const setter = setters?.[name];
      if (setter === undefined) state.data[name] = core.coerce(property, value);
      else setter.call(instance, value);
    } else if (core.relations.has(name)) assignRelated(state, core, name, data);
    else if (name !== '__proto__') assignUndeclared(instance, state, schema.strictness, name, value);
  }
}

// Under the name of a belongsTo an object sets the key, and is not written otherwise; what stands under the names of other
// relations is left out, so that an instance can be sent back as it was read. A key that is given itself counts: those of a
// parent and of a scope cannot be replaced by an object.
function assignRelated(state: InstanceState, core: ModelCore, name: string, data: object): void {
  const relation = core.relations.get(name);
  const value = (data as Record<string, unknown>)[name];
  if (relation?.type !== 'belongsTo' || typeof value !== 'object' || value === null) return;
  const key = (value as Record<string, unknown>)[relation.keyTo];
  const property = core.schema.properties.get(relation.keyFrom);
  const isGiven = (data as Record<string, unknown>)[relation.keyFrom] !== undefined;
  if (key !== undefined && property !== undefined && !isGiven)
    state.data[relation.keyFrom] = core.coerce(property, key);
  if (isInstance(value)) state.related.set(name, value);
}

function assignUndeclared(instance: object, state: InstanceState, mode: string, name: string, value: unknown): void {
  if (mode === 'filter') return;
  if (mode === 'validate') {
    if (!state.unknown.includes(name)) state.unknown.push(name);
  } else if (name in Object.getPrototypeOf(instance) || name === '__data') {
    state.extras.set(name, value);
  } else {
    (instance as Record<string, unknown>)[name] = value;
  }
}

/** The values of an instance as they are, for a copy. */
function rawValues(instance: object): Record<string, unknown> {
  const state = instanceState(instance);
  return { ...Object.fromEntries(Object.entries(state.data)), ...instance, ...Object.fromEntries(state.extras) };
}

/** A value as a plain object shows it: nested instances become plain, too. */
export function plainValue(value: unknown, removeHidden: boolean): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (STATE in value) {
    return (value as unknown as { toObject(a: boolean, b: boolean, c: boolean): unknown }).toObject(
      false,
      removeHidden,
      removeHidden,
    );
  }
  const items: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  return items?.some(isInstance) === true ? items.map((item) => plainValue(item, removeHidden)) : value;
}
