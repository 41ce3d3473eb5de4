import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { checkedFilter, checkedWhere } from '../model/operations/checked-query.js';
import { create } from '../model/operations/create.js';
import { destroyAll, planDeletionOf } from '../model/operations/destroy.js';
import { atomically } from '../model/operations/atomically.js';
import { idClause, idText } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { ownWhere, patch } from '../model/operations/patch.js';
import { findOne } from '../model/operations/read.js';
import { updateAll } from '../model/operations/update-all.js';
import type { RawFilter } from '../query/query.js';
import { LinkRows } from './link-rows.js';
import type { ToManyAccess } from './relation-access.js';
import { NoLinkError, NotRelatedError } from './relation-errors.js';
import { relationScope } from './relation-scope.js';
import { requireKey } from './require-key.js';
import { findByKeys, findInKeyOrder, looking, trusted, unpaged } from './rows-by-key.js';

type Data = Readonly<Record<string, unknown>>;

/** hasMany through and hasAndBelongsToMany: the rows of the target that links lead to. */
export class ThroughAccess implements ToManyAccess {
  private readonly links: LinkRows;
  private readonly target: AnyModel;

  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {
    const { modelTo, through } = relation;
    if (modelTo === undefined || through === undefined)
      throw new TypeError(`The relation ${relation.name} has no through model`);
    this.target = modelTo;
    this.links = new LinkRows(relation, through, owner);
  }

  async find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]> {
    const asked = checkedFilter(this.target.core, filter, options);
    const keys = await this.links.targetKeys(options);
    // The where of the scope is one of the links.
    const scope = { ...relationScope(this.relation, this.owner, asked), where: undefined };
    const rows = { target: this.target, property: this.idName, keys, scope };
    // Kept from LoopBack 3 on purpose (conversation "rel-through-crud"): even an empty filter gives the order of the targets.
    return filter === undefined || filter === null
      ? findInKeyOrder(rows, asked, options)
      : findByKeys(rows, asked, options);
  }

  async findById(key: unknown, options: OperationOptions): Promise<object> {
    if (!(await this.links.has(key, options))) throw new NoLinkError(this.relation, this.owner, key);
    return this.targetOf(key, options);
  }

  count(where: unknown, options: OperationOptions): Promise<number> {
    return this.links.count(where, options);
  }

  build(data: Data): object {
    return new this.target(data);
  }

  /** Creates the target and the link to it: neither stays where the link is refused. */
  async create(data: Data, options: OperationOptions): Promise<object> {
    this.links.requireKeys();
    const { core } = this.target;
    const made = await create(core, this.build(data), options);
    try {
      await this.links.addNew((made as Data)[this.idName], {}, options);
    } catch (error) {
      // A transaction is rolled back by whoever began it.
      if (options.transaction === undefined)
        await destroyAll(core, ownWhere(core, made), { ...options, notify: false, trustsQuery: true });
      throw error;
    }
    return made;
  }

  async updateById(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    return patch(this.target.core, await this.findById(key, options), data, options);
  }

  /** Deletes the target and the links to it: both, or where one of them is refused neither. */
  async destroyById(key: unknown, options: OperationOptions): Promise<void> {
    if (!(await this.links.has(key, options))) throw new NoLinkError(this.relation, this.owner, key, 'delete');
    const { core } = this.target;
    const row = await planDeletionOf(core, await this.targetOf(key, options), options);
    const links = await this.links.planRemoval(key, options);
    // Two at a time that delete one target would wait for each other.
    const name = JSON.stringify([core.queries.query.table.sql, idText(key)]);
    const affected = await atomically([core, this.links.model.core], name, options, async (own) => {
      const removed = await links.run(own);
      return { removed, deleted: await row.run(own) };
    });
    await links.finish(affected.removed);
    await row.finish(affected.deleted);
  }

  /** Changes targets: the where is one of theirs. */
  async updateAll(where: unknown, data: Data, options: OperationOptions): Promise<{ count: number }> {
    const within = { [this.idName]: { inq: await this.targetKeys(where, 'refuse', options) } };
    return updateAll(this.target.core, within, data, trusted(options));
  }

  /** How many targets match a where of theirs. */
  async countTargets(where: unknown, options: OperationOptions): Promise<number> {
    return (await this.targetKeys(where, 'ignore', options)).length;
  }

  /** Deletes the links to the targets that match a where of theirs. */
  async unlinkTargets(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    return this.links.removeTargets(await this.targetKeys(where, 'refuse', options), options);
  }

  /** Deletes the links; the targets stay. */
  destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    return this.links.removeAll(where, options);
  }

  exists(key: unknown, options: OperationOptions): Promise<boolean> {
    return this.links.has(key, options);
  }

  link(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    requireKey(this.target, this.idName, key);
    return this.links.add(key, data, options);
  }

  unlink(key: unknown, options: OperationOptions): Promise<{ count: number }> {
    return this.links.remove(key, options);
  }

  private async targetKeys(
    where: unknown,
    unknown: 'ignore' | 'refuse',
    options: OperationOptions,
  ): Promise<readonly unknown[]> {
    const asked = checkedWhere(this.target.core, where, options, unknown);
    const rows = {
      target: this.target,
      property: this.idName,
      keys: await this.links.targetKeys(options),
      scope: {},
    };
    const found = await findByKeys(rows, { where: asked, fields: [this.idName] }, unpaged(options));
    return found.map((row) => (row as Data)[this.idName]);
  }

  private get idName(): string {
    return this.target.core.schema.idName ?? 'id';
  }

  private async targetOf(key: unknown, options: OperationOptions): Promise<object> {
    const found = await findOne(
      this.target.core,
      { where: { [this.idName]: idClause(key) } },
      looking(this.target, options),
    );
    if (found === null) throw new NotRelatedError(this.target.modelName, key);
    return found;
  }
}
