import { type EntityManager, type EntitySchema, type EventArgs, wrap } from '@mikro-orm/core';

/** An entity, of which we know no more than its properties. */
type Entity = Record<string, unknown>;

/** Where a key leads to. */
export interface KeyTarget {
  readonly entity: () => EntitySchema;
  /** Its id, which the key holds. */
  readonly property: string;
}

/**
 * A key property and the relation over it, which share a column: whichever is set, the other one follows. MikroORM knows
 * only of relations how to wait for a row that is inserted in the same flush, so the relation counts where both are there.
 */
export class EntityKey {
  /** Keys of entities whose relation was not loaded, and of those that lead nowhere. */
  readonly #stored = new WeakMap<object, unknown>();

  constructor(
    readonly name: string,
    readonly relation: string,
    private readonly target: KeyTarget,
  ) {}

  /** Makes the key a property of all entities with this prototype: enumerable on each, as other properties are. */
  define(prototype: object): void {
    const { name } = this;
    const read = (entity: Entity) => this.read(entity);
    const write = (entity: Entity, value: unknown) => this.#write(entity, value);
    const own: PropertyDescriptor & ThisType<Entity> = {
      get() {
        return read(this);
      },
      set(value: unknown) {
        write(this, value);
      },
      enumerable: true,
      configurable: true,
    };
    Object.defineProperty(prototype, name, {
      get(this: Entity) {
        return read(this);
      },
      set(this: Entity, value: unknown) {
        Object.defineProperty(this, name, own);
        write(this, value);
      },
      configurable: true,
    });
  }

  read(entity: Entity): unknown {
    const related = entity[this.relation];
    if (related === undefined) return this.#stored.get(entity);
    if (related !== null) return (related as Entity)[this.target.property];
    // MikroORM empties a relation whose key leads nowhere, and remembers it as empty.
    const original = wrap(entity, true).__originalEntityData;
    const wasEmpty = original !== undefined && (original[this.relation] ?? null) === null;
    return wasEmpty ? (this.#stored.get(entity) ?? null) : null;
  }

  /** Before a new entity is written: the row that the relation leads to has its id by now, unless it is in the same batch. */
  beforeCreate(event: EventArgs<Entity>): void {
    const [payload, value] = this.#settle(event);
    if (payload === undefined || value === undefined) return;
    // Rows that are inserted together must all have both, since MikroORM takes the column's value from either.
    payload[this.name] = value;
    payload[this.relation] = value;
  }

  /** Before an entity is updated, where a column must be named once. */
  beforeUpdate(event: EventArgs<Entity>): void {
    const [payload, value] = this.#settle(event);
    if (payload === undefined) return;
    delete payload[value === undefined ? this.name : this.relation];
    if (value !== undefined) payload[this.name] = value;
  }

  /** What is about to be written, and the key as the database takes it; neither where the key stays as it is. */
  #settle({ entity, em, meta, changeSet }: EventArgs<Entity>): [payload?: Entity, value?: unknown] {
    const payload = changeSet?.payload as Entity | undefined;
    if (payload === undefined || !(this.name in payload || this.relation in payload)) return [];
    const value = this.read(entity);
    if (value === undefined) return [payload];
    this.#stored.set(entity, value);
    if (entity[this.relation] === undefined && value !== null) entity[this.relation] = this.#reference(em, value);
    const type = meta.properties[this.name]?.customType;
    return [payload, type === undefined ? value : type.convertToDatabaseValue(value, em.getPlatform())];
  }

  #write(entity: Entity, value: unknown): void {
    this.#stored.set(entity, value);
    const { __em: em } = wrap(entity, true);
    // What is read from the database brings the relation along.
    if (em?.getHydrator().isRunning() === true) return;
    const related = entity[this.relation];
    if (value === undefined || value === null) {
      if (related !== undefined) entity[this.relation] = null;
      return;
    }
    if (typeof related === 'object' && related !== null && (related as Entity)[this.target.property] === value) return;
    if (em !== undefined) entity[this.relation] = this.#reference(em, value);
    // A new entity gets its reference when it is written.
    else if (related !== undefined) entity[this.relation] = undefined;
  }

  #reference(em: EntityManager, value: unknown): unknown {
    return em.getReference(this.target.entity(), value as never);
  }
}

/** What MikroORM calls before it writes an entity with such keys. */
export function keyHooks(keys: readonly EntityKey[]): Record<string, ((event: EventArgs<Entity>) => void)[]> {
  if (keys.length === 0) return {};
  const each = (hook: 'beforeCreate' | 'beforeUpdate') => (event: EventArgs<Entity>) => {
    for (const key of keys) key[hook](event);
  };
  return { beforeCreate: [each('beforeCreate')], beforeUpdate: [each('beforeUpdate')] };
}
