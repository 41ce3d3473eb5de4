import type { Transaction } from '../../datasource/transaction/transaction.js';
import { makeClass } from '../make-class.js';
import type { AnyModel } from '../model.js';
import type { ModelCore } from '../model-core.js';
import type { ModelRegistry } from '../model-registry.js';
import type { Relation } from '../model-relation.js';
import { defineNamedScopes } from '../named-scope.js';

/**
 * Copies of model classes whose calls belong to one transaction, also those of their instances and of what their relations
 * lead to. Everything else they share with the classes that they are made of.
 */
export class BoundClasses {
  private readonly byModel = new Map<AnyModel, AnyModel>();

  constructor(
    private readonly transaction: Transaction,
    private readonly dataSource: object,
  ) {}

  of(model: AnyModel): AnyModel {
    if (model.core.transaction === this.transaction || this.isElsewhere(model.core)) return model;
    const known = this.byModel.get(model);
    if (known !== undefined) return known;
    const bound = makeClass(model.modelName, model);
    this.byModel.set(model, bound);
    Object.defineProperty(bound, 'base', { value: model.base });
    const core = this.coreOf(bound, model.core);
    Object.defineProperty(bound, 'core', { value: core });
    const { relations } = core.registry;
    for (const relation of core.relations.values()) relations?.defineAccessor(bound, relation);
    defineNamedScopes(bound);
    return bound;
  }

  // The rows of another data source are not the transaction's.
  private isElsewhere({ dataSource }: ModelCore): boolean {
    return dataSource !== undefined && dataSource !== this.dataSource;
  }

  private coreOf(bound: AnyModel, core: ModelCore): ModelCore {
    const relations = [...core.relations].map(([name, relation]) => [name, this.relationOf(bound, relation)] as const);
    const own = {
      model: bound,
      transaction: this.transaction,
      registry: this.registryOf(core.registry),
      relations: new Map(relations),
    };
    return Object.create(core, Object.getOwnPropertyDescriptors(own)) as ModelCore;
  }

  // The classes that a relation leads to are made when it is used.
  private relationOf(bound: AnyModel, relation: Relation): Relation {
    const { modelTo, through } = relation;
    const copy: Relation = { ...relation, modelFrom: bound };
    if (modelTo !== undefined) this.define(copy, 'modelTo', () => this.of(modelTo));
    if (through !== undefined) this.define(copy, 'through', () => ({ ...through, model: this.of(through.model) }));
    return copy;
  }

  private define<K extends keyof Relation>(relation: Relation, key: K, get: () => Relation[K]): void {
    Object.defineProperty(relation, key, { enumerable: true, get });
  }

  private registryOf(registry: ModelRegistry): ModelRegistry {
    const findModel = (name: unknown): AnyModel | undefined => {
      const found = registry.findModel(name);
      return found === undefined ? undefined : this.of(found);
    };
    return Object.create(registry, { findModel: { value: findModel } }) as ModelRegistry;
  }
}
