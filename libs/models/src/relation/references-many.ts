import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { checkedFilter, checkedWhere } from '../model/operations/checked-query.js';
import { create } from '../model/operations/create.js';
import { destroyAll, planDeletionOf } from '../model/operations/destroy.js';
import { idClause } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { ownWhere, patch } from '../model/operations/patch.js';
import { count, find, findOne } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import { updateAll } from '../model/operations/update-all.js';
import type { RawFilter } from '../query/query.js';
import { accessorCall } from './accessor-call.js';
import { KeyList } from './key-list.js';
import type { ToManyAccess } from './relation-access.js';
import { KeyMismatchError, NotRelatedError } from './relation-errors.js';
import { copiedValues, relationScope } from './relation-scope.js';
import { requireKey } from './require-key.js';
import { findInKeyOrder, looking, trusted, unpaged } from './rows-by-key.js';

type Data = Readonly<Record<string, unknown>>;

/** referencesMany: the rows of the target whose keys are in a list of the instance. */
export class ReferencesManyAccess implements ToManyAccess {
  private readonly target: AnyModel;
  private readonly list: KeyList;

  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {
    const { modelTo } = relation;
    if (modelTo === undefined) throw new TypeError(`The relation ${relation.name} has no target`);
    this.target = modelTo;
    this.list = new KeyList(relation, owner);
  }

  async find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]> {
    const asked = checkedFilter(this.target.core, filter, options);
    const scope = relationScope(this.relation, this.owner, asked);
    return findInKeyOrder(
      { target: this.target, property: this.relation.keyTo, keys: this.list.keys, scope },
      asked,
      options,
    );
  }

  async findById(key: unknown, options: OperationOptions): Promise<object> {
    const found = await this.row(key, options);
    if (found === null) throw new NotRelatedError(this.target.modelName, key);
    if (!this.list.has(key)) throw new KeyMismatchError(this.relation, this.list.keys, key);
    return found;
  }

  async count(where: unknown, options: OperationOptions): Promise<number> {
    const within = this.within(where, options);
    return this.list.keys.length === 0 ? 0 : count(this.target.core, within, looking(this.target, options));
  }

  build(data: Data): object {
    const made: object = new this.target(data);
    const copied =
      this.relation.options['invertProperties'] === true ? {} : copiedValues(this.relation, this.owner, made);
    return Object.keys(copied).length === 0 ? made : new this.target({ ...data, ...copied });
  }

  /** Creates a row, and adds its key to the list: the row goes where the list cannot be stored. */
  async create(data: Data, options: OperationOptions): Promise<object> {
    const { core } = this.target;
    const made = await create(core, this.build(data), options);
    try {
      await this.list.add((made as Data)[this.relation.keyTo], options);
    } catch (error) {
      // A transaction is rolled back by whoever began it.
      if (options.transaction === undefined)
        await destroyAll(core, ownWhere(core, made), { ...trusted(options), notify: false });
      throw error;
    }
    return made;
  }

  async updateById(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    return patch(this.target.core, await this.findById(key, options), data, options);
  }

  /** Deletes the row, and takes its key out of the list: both, or where one of them is refused neither. */
  async destroyById(key: unknown, options: OperationOptions): Promise<void> {
    const row = await planDeletionOf(this.target.core, await this.findById(key, options), options);
    const at = this.list.indexOf(key);
    await this.unlink(key, options);
    let affected: number;
    try {
      affected = await row.run(options);
    } catch (error) {
      if (options.transaction === undefined) await this.list.insert(key, at, options);
      throw error;
    }
    await row.finish(affected);
  }

  async updateAll(where: unknown, data: Data, options: OperationOptions): Promise<{ count: number }> {
    const within = this.within(where, options);
    return this.list.keys.length === 0 ? { count: 0 } : updateAll(this.target.core, within, data, trusted(options));
  }

  /** Deletes the rows that are referenced, with their keys. */
  async destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    const { keyTo } = this.relation;
    const within = this.within(where, options, 'refuse');
    if (this.list.keys.length === 0) return { count: 0 };
    const rows = await find(
      this.target.core,
      { where: within, fields: [keyTo] },
      looking(this.target, unpaged(options)),
    );
    const keys = rows.map((row) => (row as Data)[keyTo]);
    if (keys.length === 0) return { count: 0 };
    const deleted = await destroyAll(this.target.core, { [keyTo]: { inq: keys } }, trusted(options));
    await this.list.remove(keys, options);
    return deleted;
  }

  exists(key: unknown): Promise<boolean> {
    return Promise.resolve(this.list.has(key));
  }

  /** Adds a key to the list and gives its row: `null`, and nothing added, where there is none. */
  async link(key: unknown, _data: Data, options: OperationOptions): Promise<object | null> {
    requireKey(this.target, this.relation.keyTo, key);
    const found = await this.row(key, options);
    if (found !== null) await this.list.add((found as Data)[this.relation.keyTo], options);
    return found;
  }

  /** Takes a key out of the list, and gives those that are left. */
  async unlink(key: unknown, options: OperationOptions): Promise<readonly unknown[]> {
    if (this.list.has(key)) await this.list.remove([key], options);
    return this.list.keys;
  }

  extras(): Readonly<Record<string, unknown>> {
    return {
      at: accessorCall(this.owner, 1, ([index], options) => this.findById(this.list.keys[Number(index)], options)),
    };
  }

  private async row(key: unknown, options: OperationOptions): Promise<object | null> {
    if (key === undefined || key === null) return null;
    const { where } = relationScope(this.relation, this.owner);
    return findOne(
      this.target.core,
      { where: bothWheres({ [this.relation.keyTo]: idClause(key) }, where) },
      looking(this.target, options),
    );
  }

  private within(where: unknown, options: OperationOptions, unknown?: 'refuse'): unknown {
    const asked = checkedWhere(this.target.core, where, options, unknown);
    const { where: scope } = relationScope(this.relation, this.owner);
    return bothWheres(bothWheres({ [this.relation.keyTo]: { inq: this.list.keys } }, scope), asked);
  }
}
