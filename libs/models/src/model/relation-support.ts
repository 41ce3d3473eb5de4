import type { AnyModel } from './model.js';
import type { ModelCore } from './model-core.js';
import type { Relation, RelationType } from './model-relation.js';
import type { OperationOptions } from './operations/operation-options.js';

/** Plain rows for an answer, or instances: what includes are put into. */
export type ReadMode = 'rows' | 'instances';

/** The relations that a query includes, checked. */
export interface IncludePlan {
  /** Properties by which the rows are joined: hidden ones have to be read, too. */
  readonly keys: readonly string[];
  /** Loads what is included, and puts it into the rows or instances. */
  load(
    parents: readonly object[],
    fields: readonly string[] | undefined,
    options: OperationOptions,
    mode: ReadMode,
  ): Promise<void>;
}

/** What the layer of relations brings to model classes: includes, and relations that are made in code. */
export interface RelationSupport {
  /** Makes a relation: of a target class, or by name. */
  declare(model: AnyModel, type: RelationType, target: unknown, settings: Readonly<Record<string, unknown>>): Relation;
  /** Makes a relation a function with functions on the instances of a class. */
  defineAccessor(model: AnyModel, relation: Relation): void;
  /** Sets up the relations of a model's definition, and those that have waited for it. */
  setUp(model: AnyModel): void;
  /** `undefined` where nothing is included. Throws a 400 for a relation that the model does not have, and for too many. */
  plan(include: unknown, core: ModelCore, options: OperationOptions): IncludePlan | undefined;
}
