import type { EntitySchema } from '@mikro-orm/core';
import type { ModelDefinition } from '../definition/model-definition.js';
import type { Column, ColumnStorage, Table } from './column.js';
import type { Dialect } from './dialect.js';
import type { EntityRelation } from './entity-relation.js';
import { hiddenProperties } from './entity-schema.js';

/** A model that gets an entity. */
export interface EntityModel {
  readonly definition: ModelDefinition;
  readonly table: Table;
  readonly relations: readonly EntityRelation[];
}

/** One end of a relation: a column of a model. */
export interface End {
  readonly model: string;
  readonly table: Table;
  readonly column: Column;
  /** Whether no answer shows it. */
  readonly isHidden: boolean;
}

const NUMBERS: ReadonlySet<ColumnStorage> = new Set(['integer', 'bigint', 'real', 'numeric']);

/** The models of one data source that get entities, and their columns. */
export class EntityModels {
  constructor(
    private readonly models: ReadonlyMap<string, EntityModel>,
    readonly dialect: Dialect,
    /** The entity of a model, once it is made. */
    private readonly schemaOf: (model: string) => EntitySchema,
  ) {}

  get all(): Iterable<readonly [string, EntityModel]> {
    return this.models;
  }

  has(model: string): boolean {
    return this.models.has(model);
  }

  /** Where a relation begins, or leads to; `undefined` for what is not there. */
  end(model: string | undefined, property: string | undefined): End | undefined {
    const found = model === undefined ? undefined : this.models.get(model);
    const column = found?.table.columns.find((each) => each.property === property);
    if (model === undefined || found === undefined || column === undefined) return undefined;
    const isHidden = hiddenProperties(found.definition).has(column.property);
    return { model, table: found.table, column, isHidden };
  }

  /** The id of a model that has one property of that kind. */
  id(model: string | undefined): End | undefined {
    const ids = this.models.get(model ?? '')?.table.columns.filter(({ primary }) => primary > 0) ?? [];
    return ids.length === 1 ? this.end(model, ids[0]?.property) : undefined;
  }

  /** What MikroORM takes as the target of a relation. */
  entity(model: string): () => EntitySchema {
    return () => this.schemaOf(model);
  }
}

/** Whether two columns can be compared. */
export function canMeet(one: End, other: End): boolean {
  const [a, b] = [one.column.storage, other.column.storage];
  return a === b ? a !== 'json' && a !== 'jsonb' : NUMBERS.has(a) && NUMBERS.has(b);
}
