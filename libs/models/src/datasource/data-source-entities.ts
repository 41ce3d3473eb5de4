import type { EntitySchema, MikroORM } from '@mikro-orm/core';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Table } from './column.js';
import type { Dialect } from './dialect.js';
import { entitySchemaOf } from './entity-schema.js';

/** The MikroORM entities of a data source. They are made when somebody asks for MikroORM, not at the start. */
export class DataSourceEntities {
  readonly #schemas = new Map<string, EntitySchema>();
  /** Entities of definitions that have changed since. */
  readonly #outdated = new Set<EntitySchema>();

  constructor(
    private readonly dialect: Dialect,
    private readonly tableOf: (model: string) => Table,
  ) {}

  /** Makes the entities that are missing. Models without an id have none. */
  discover(orm: MikroORM, models: ReadonlyMap<string, () => ModelDefinition>): void {
    if (this.#schemas.size === models.size && this.#outdated.size === 0) return;
    const made: EntitySchema[] = [];
    for (const [name, definition] of models) {
      if (this.#schemas.has(name)) continue;
      const resolved = definition();
      if (resolved.idNames.length === 0) continue;
      const schema = entitySchemaOf(resolved, this.tableOf(name), this.dialect);
      this.#schemas.set(name, schema);
      made.push(schema);
    }
    if (made.length > 0 || this.#outdated.size > 0) orm.discoverEntity(made, [...this.#outdated]);
    this.#outdated.clear();
  }

  of(model: string): EntitySchema {
    const schema = this.#schemas.get(model);
    if (schema === undefined) throw new Error(`The model "${model}" has no entity: it is not attached, or has no id.`);
    return schema;
  }

  forget(model: string): void {
    const schema = this.#schemas.get(model);
    if (schema === undefined) return;
    this.#schemas.delete(model);
    this.#outdated.add(schema);
  }

  forgetAll(): void {
    this.#schemas.clear();
    this.#outdated.clear();
  }
}
