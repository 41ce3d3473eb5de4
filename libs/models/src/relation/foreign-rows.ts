import { idClause, idText, keyClauses } from '../model/operations/id-clause.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { checkedFilter, checkedWhere } from '../model/operations/checked-query.js';
import { create } from '../model/operations/create.js';
import { destroyAll, destroyInstance } from '../model/operations/destroy.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { patch } from '../model/operations/patch.js';
import { count, find, findOne } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import { updateAll } from '../model/operations/update-all.js';
import { ValidationError } from '../model/validation/validation.error.js';
import type { RawFilter } from '../query/query.js';
import { ForeignKeyReadOnlyError, NotRelatedError } from './relation-errors.js';
import { copiedValues, relationScope, withinRelation } from './relation-scope.js';
import { looking, trusted } from './rows-by-key.js';

type Data = Readonly<Record<string, unknown>>;

/** The rows of the target that hold the key of one instance: what hasMany and hasOne read and write. */
export class ForeignRows {
  readonly target: AnyModel;

  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {
    const { modelTo } = relation;
    if (modelTo === undefined) throw new TypeError(`The relation ${relation.name} has no target`);
    this.target = modelTo;
  }

  async find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]> {
    const keys = this.keys();
    if (keys === undefined) return [];
    const asked = checkedFilter(this.target.core, filter ?? undefined, options) ?? {};
    const combined = withinRelation(keyClauses(keys), relationScope(this.relation, this.owner, asked), asked);
    return find(this.target.core, combined, looking(this.target, options));
  }

  /** The row of a key, within the relation. */
  async findById(key: unknown, options: OperationOptions): Promise<object> {
    const { idName = 'id' } = this.target.core.schema;
    const keys = this.keys();
    const { where } = relationScope(this.relation, this.owner);
    const found =
      keys === undefined
        ? null
        : await findOne(
            this.target.core,
            { where: bothWheres(this.rowOf(idName, key, keys), where) },
            looking(this.target, options),
          );
    if (found === null) throw new NotRelatedError(this.target.modelName, key);
    return found;
  }

  async count(where: unknown, options: OperationOptions): Promise<number> {
    const within = this.within(where, options);
    return within === undefined ? 0 : count(this.target.core, within, looking(this.target, options));
  }

  async updateAll(where: unknown, data: Data, options: OperationOptions): Promise<{ count: number }> {
    this.refuseOtherKeys(data);
    const within = this.within(where, options);
    return within === undefined ? { count: 0 } : updateAll(this.target.core, within, data, trusted(options));
  }

  async destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    const within = this.within(where, options);
    return within === undefined ? { count: 0 } : destroyAll(this.target.core, within, trusted(options));
  }

  build(data: Data): object {
    const { target, relation, owner } = this;
    const made: object = new target({ ...data, ...this.keys() });
    const copied = relation.options['invertProperties'] === true ? {} : copiedValues(relation, owner, made);
    return Object.keys(copied).length === 0 ? made : new target({ ...data, ...copied, ...this.keys() });
  }

  async create(data: Data, options: OperationOptions): Promise<object> {
    if (this.keys() === undefined) {
      const { keyFrom, modelFrom } = this.relation;
      throw new ValidationError(modelFrom.modelName, [
        { property: keyFrom, code: 'presence', message: "can't be blank", value: null },
      ]);
    }
    return create(this.target.core, this.build(data), options);
  }

  async update(row: object, data: Data, options: OperationOptions): Promise<object> {
    this.refuseOtherKeys(data);
    return patch(this.target.core, row, data, options);
  }

  async destroy(row: object, options: OperationOptions): Promise<void> {
    await destroyInstance(this.target.core, row, options);
  }

  /** Key and discriminator that the rows hold; `undefined` where the instance has no key, and so no rows. */
  private keys(): Record<string, unknown> | undefined {
    const { keyFrom, keyTo, polymorphic } = this.relation;
    const key = (this.owner as Record<string, unknown>)[keyFrom];
    if (key === undefined || key === null) return undefined;
    return {
      [keyTo]: key,
      ...(polymorphic === undefined ? {} : { [polymorphic.discriminator]: polymorphic.typeName }),
    };
  }

  /** Where the key is hidden, one that is right is refused as well: the answer would tell. */
  private refuseOtherKeys(data: Data): void {
    const { keyFrom, modelFrom } = this.relation;
    const isHidden = (property: string) =>
      this.target.core.schema.hidden.has(property) || modelFrom.core.schema.hidden.has(keyFrom);
    for (const [property, from] of Object.entries(this.keys() ?? {})) {
      const to = data[property];
      if (to === undefined) continue;
      if (isHidden(property)) throw new ForeignKeyReadOnlyError(property, undefined);
      if (idText(to) !== idText(from)) throw new ForeignKeyReadOnlyError(property, { from, to });
    }
  }

  private rowOf(idName: string, key: unknown, keys: Data): unknown {
    const own = { [idName]: idClause(key) };
    return idName in keys ? bothWheres(keyClauses(keys), own) : { ...own, ...keyClauses(keys) };
  }

  private within(where: unknown, options: OperationOptions): unknown {
    const keys = this.keys();
    if (keys === undefined) return undefined;
    const asked = checkedWhere(this.target.core, where, options);
    return bothWheres(bothWheres(keyClauses(keys), relationScope(this.relation, this.owner).where), asked);
  }
}
