import type { EntitySchema, MikroORM } from '@mikro-orm/core';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Table } from './column.js';
import type { Dialect } from './dialect.js';
import { discoverEntities } from './discover-entities.js';
import { type EntityModel, EntityModels } from './entity-models.js';
import type { EntityRelation } from './entity-relation.js';
import { EntityRelations } from './entity-relations.js';
import { entitySchemaOf } from './entity-schema.js';
import { skipTables } from './skipped-tables.js';

/** What entities need to know of their data source. */
export interface EntityOptions {
  readonly dialect: Dialect;
  readonly tableOf: (model: string) => Table;
  readonly relationsOf: (model: string) => Iterable<EntityRelation>;
  readonly warn: (text: string) => void;
}

/** The MikroORM entities of a data source. They are made when somebody asks for MikroORM, not at the start. */
export class DataSourceEntities {
  /** One for each model, for as long as it is attached: who holds it need not ask again when the model changes. */
  readonly #schemas = new Map<string, EntitySchema>();
  /** Entities of the links of relations, by the model that has the relation. */
  readonly #links = new Map<string, readonly EntitySchema[]>();
  /** Models that relations of an entity lead to, as they were when it was made. */
  readonly #related = new Map<string, readonly string[]>();
  /** Models that have changed since their entities were made. */
  readonly #changed = new Set<string>();
  /** Warnings that have been given. */
  readonly #told = new Set<string>();
  #isComplete = false;

  constructor(private readonly options: EntityOptions) {}

  /** Makes the entities that are missing, and anew those that are related to a changed one. Models without an id have none. */
  discover(orm: MikroORM, models: ReadonlyMap<string, () => ModelDefinition>): void {
    if (this.#isComplete) return;
    skipTables(
      orm,
      [...models.keys()].map((name) => this.options.tableOf(name)),
    );
    const current = new Map<string, EntityModel>();
    const { relationsOf, tableOf } = this.options;
    for (const [name, define] of models) {
      const definition = define();
      if (definition.idNames.length === 0) continue;
      current.set(name, { definition, table: tableOf(name), relations: [...relationsOf(name)] });
    }
    const affected = this.#affected(current);
    // By their classes: a schema that is handed out stands for the newest one.
    const outdated = affected.flatMap((name) => this.#entitiesOf(name)).map((schema) => schema.meta.class);
    for (const name of affected) if (!current.has(name)) this.#drop(name);
    const made = this.#make(new Map([...current].filter(([name]) => affected.includes(name))));
    if (made.length > 0 || outdated.length > 0) discoverEntities(orm, made, outdated);
    this.#changed.clear();
    this.#isComplete = true;
  }

  of(model: string): EntitySchema {
    const schema = this.#schemas.get(model);
    if (schema === undefined) throw new Error(`The model "${model}" has no entity: it is not attached, or has no id.`);
    return schema;
  }

  /** Tells that the definition or the relations of a model have changed, or that it is no longer there. */
  forget(model: string): void {
    this.#isComplete = false;
    if (this.#schemas.has(model)) this.#changed.add(model);
  }

  forgetAll(): void {
    for (const known of [this.#schemas, this.#links, this.#related, this.#changed]) known.clear();
    this.#isComplete = false;
  }

  #make(models: ReadonlyMap<string, EntityModel>): EntitySchema[] {
    const { dialect } = this.options;
    const entityModels = new EntityModels(models, dialect, (model) => this.of(model));
    const relations = new EntityRelations(entityModels, (text) => this.#warn(text));
    return [...models].flatMap(([name, model]) => {
      const { definition, table } = model;
      const schema = entitySchemaOf(definition, table, dialect, relations.of(name));
      const links = relations.links.get(name) ?? [];
      const known = this.#schemas.get(name);
      if (known === undefined) this.#schemas.set(name, schema);
      else known.meta.class = schema.meta.class;
      this.#links.set(name, links);
      this.#related.set(name, relatedModels(model));
      return [schema, ...links];
    });
  }

  /** Missing and changed models, and all that are related to them, directly or by others: MikroORM joins their entities. */
  #affected(current: ReadonlyMap<string, EntityModel>): readonly string[] {
    const pairs = [
      ...[...this.#related].flatMap(([name, related]) => related.map((other) => [name, other] as const)),
      ...[...current].flatMap(([name, model]) => relatedModels(model).map((other) => [name, other] as const)),
    ];
    const neighbours = Map.groupBy([...pairs, ...pairs.map(([one, other]) => [other, one] as const)], ([name]) => name);
    const affected = new Set([...this.#changed, ...[...current.keys()].filter((name) => !this.#schemas.has(name))]);
    // A set hands out what is added while it is walked through.
    for (const name of affected) for (const [, other] of neighbours.get(name) ?? []) affected.add(other);
    return [...affected];
  }

  #warn(text: string): void {
    if (this.#told.has(text)) return;
    this.#told.add(text);
    this.options.warn(text);
  }

  #entitiesOf(model: string): readonly EntitySchema[] {
    const schema = this.#schemas.get(model);
    return schema === undefined ? [] : [schema, ...(this.#links.get(model) ?? [])];
  }

  #drop(model: string): void {
    for (const known of [this.#schemas, this.#links, this.#related]) known.delete(model);
  }
}

function relatedModels({ relations }: EntityModel): readonly string[] {
  return relations.flatMap(({ modelTo, through }) =>
    [modelTo, through?.model].flatMap((model) => model?.modelName ?? []),
  );
}
