import { idClause } from '../model/operations/id-clause.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { create } from '../model/operations/create.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { patch } from '../model/operations/patch.js';
import { findOne } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import { polymorphicTarget } from './polymorphic-target.js';
import type { ToOneAccess } from './relation-access.js';
import { looking } from './rows-by-key.js';
import { EmptyRelationError } from './relation-errors.js';
import { copiedValues, relationScope } from './relation-scope.js';

type Data = Readonly<Record<string, unknown>>;

/** belongsTo: the row that the key of the instance points to; its model by the discriminator where the relation is polymorphic. */
export class BelongsToAccess implements ToOneAccess {
  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {}

  async get(options: OperationOptions): Promise<object | null | undefined> {
    const key = this.value(this.relation.keyFrom);
    if (key === undefined || key === null) return undefined;
    const { polymorphic } = this.relation;
    if (polymorphic !== undefined && isMissing(this.value(polymorphic.discriminator))) return undefined;
    const target = this.target();
    if (target === undefined) return null;
    const scope = relationScope(this.relation, this.owner);
    const where = bothWheres({ [this.relation.keyTo]: idClause(key) }, scope.where);
    return findOne(target.core, { ...scope, where }, looking(target, options));
  }

  build(data: Data): object {
    const target = this.target();
    if (target === undefined) throw new EmptyRelationError(this.relation);
    return new target(data);
  }

  /** Creates the parent, and stores its key in the instance. */
  async create(data: Data, options: OperationOptions): Promise<object> {
    const parent = this.build(data);
    await create((parent.constructor as AnyModel).core, parent, options);
    const key = (parent as Record<string, unknown>)[this.relation.keyTo];
    const copied =
      this.relation.options['invertProperties'] === true ? copiedValues(this.relation, parent, this.owner) : {};
    await patch(
      (this.owner.constructor as AnyModel).core,
      this.owner,
      { [this.relation.keyFrom]: key, ...copied },
      options,
    );
    return parent;
  }

  async update(data: Data, options: OperationOptions): Promise<object> {
    const parent = await this.get(options);
    if (isMissing(parent)) throw new Error(`BelongsTo relation ${this.relation.name} is empty`);
    return patch((parent.constructor as AnyModel).core, parent, data, options);
  }

  /** Empties the key; the parent stays. */
  async destroy(options: OperationOptions): Promise<void> {
    await patch((this.owner.constructor as AnyModel).core, this.owner, { [this.relation.keyFrom]: null }, options);
  }

  private target(): AnyModel | undefined {
    const { modelTo, polymorphic } = this.relation;
    if (polymorphic === undefined) return modelTo;
    return polymorphicTarget(this.relation, this.value(polymorphic.discriminator));
  }

  private value(property: string): unknown {
    return (this.owner as Record<string, unknown>)[property];
  }
}

function isMissing(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
