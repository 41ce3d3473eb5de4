import type { EntityKey } from './entity-key.js';

/** The definition of a property of an entity, as MikroORM takes it. */
export type EntityProperty = Readonly<Record<string, unknown>>;

/** What relations add to the entity of a model. */
export class EntityAdditions {
  readonly properties = new Map<string, EntityProperty>();
  /** Key properties that share their columns with relations. */
  readonly keys: EntityKey[] = [];
  /** Properties other than the id that keys hold; MikroORM asks that they are unique. */
  readonly referenced = new Set<string>();
}
