import type { AnyModel } from '../model/model.js';
import type { Relation, ThroughKeys } from '../model/model-relation.js';
import { checkedWhere } from '../model/operations/checked-query.js';
import { createOnly } from '../model/operations/create.js';
import { destroyAll, type PlannedDeletion, planDeletion } from '../model/operations/destroy.js';
import { idText, keyClauses } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { count, find, findOne } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import { ValidationError } from '../model/validation/validation.error.js';
import { NoLinkError } from './relation-errors.js';
import { copiedValues, relationScope } from './relation-scope.js';
import { looking, trusted, unpaged } from './rows-by-key.js';

type Data = Readonly<Record<string, unknown>>;

/**
 * The links of one instance: rows of the through model that hold its key, within the where of the relation's scope. An
 * instance without a key has none.
 */
export class LinkRows {
  readonly model: AnyModel;

  constructor(
    private readonly relation: Relation,
    private readonly through: ThroughKeys,
    private readonly owner: object,
  ) {
    this.model = through.model;
  }

  /** Keys of the targets, in the order of the links. */
  async targetKeys(options: OperationOptions): Promise<readonly unknown[]> {
    const { keyTo } = this.through;
    const keys = this.keys();
    if (keys === undefined) return [];
    const links = await find(
      this.model.core,
      { where: this.scoped(keyClauses(keys)) },
      looking(this.model, unpaged(options)),
    );
    return links.map((link) => (link as Data)[keyTo]).filter((key) => key !== null && key !== undefined);
  }

  /** The link to a target, the first where there are several. */
  async find(key: unknown, options: OperationOptions): Promise<object | null> {
    const pair = this.pair(key);
    return pair === undefined
      ? null
      : findOne(this.model.core, { where: this.scoped(pair) }, looking(this.model, options));
  }

  async has(key: unknown, options: OperationOptions): Promise<boolean> {
    const pair = this.pair(key);
    return pair !== undefined && (await count(this.model.core, this.scoped(pair), looking(this.model, options))) > 0;
  }

  /** How many links there are, by a where of theirs. */
  async count(where: unknown, options: OperationOptions): Promise<number> {
    const asked = checkedWhere(this.model.core, where, options);
    const keys = this.keys();
    return keys === undefined
      ? 0
      : count(this.model.core, bothWheres(this.scoped(keyClauses(keys)), asked), looking(this.model, options));
  }

  async removeAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    const asked = checkedWhere(this.model.core, where, options);
    const keys = this.keys();
    return keys === undefined
      ? { count: 0 }
      : destroyAll(this.model.core, bothWheres(this.scoped(keyClauses(keys)), asked), trusted(options));
  }

  async removeTargets(targets: readonly unknown[], options: OperationOptions): Promise<{ count: number }> {
    const keys = this.keys();
    if (keys === undefined || targets.length === 0) return { count: 0 };
    const links = { and: [keyClauses(keys), { [this.through.keyTo]: { inq: targets } }] };
    return destroyAll(this.model.core, this.scoped(links), trusted(options));
  }

  async remove(key: unknown, options: OperationOptions): Promise<{ count: number }> {
    const pair = this.pair(key);
    return pair === undefined ? { count: 0 } : destroyAll(this.model.core, this.scoped(pair), trusted(options));
  }

  /** The removal of the links to a target, whose hooks have let it pass. */
  planRemoval(key: unknown, options: OperationOptions): Promise<PlannedDeletion> {
    return planDeletion(this.model.core, this.scoped(this.pair(key) ?? {}), trusted(options), {});
  }

  /** Links a target, with values of the link's own; the link that is there already stays as it is. */
  async add(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    this.requireKeys();
    return (await this.find(key, options)) ?? this.addNew(key, data, options);
  }

  /** The same for a target that most likely is not linked yet. */
  async addNew(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    const keys = { ...this.requireKeys(), [this.through.keyTo]: key };
    const values = { ...data, ...keys };
    const copied = copiedValues(this.relation, this.owner, values);
    const only = { where: this.scoped(keyClauses(keys)), name: this.nameOf(keys) };
    const made = await createOnly(this.model.core, { ...values, ...copied, ...keys }, only, options);
    const link = made ?? (await this.find(key, options));
    if (link === null) throw new NoLinkError(this.relation, this.owner, key);
    return link;
  }

  /** Key of the instance, and the discriminator; refuses one that has no key. */
  requireKeys(): Data {
    const keys = this.keys();
    if (keys !== undefined) return keys;
    const { modelFrom, keyFrom } = this.relation;
    throw new ValidationError(modelFrom.modelName, [
      { property: keyFrom, code: 'presence', message: "can't be blank", value: null },
    ]);
  }

  private keys(): Data | undefined {
    const { keyFrom, polymorphic } = this.relation;
    const key = (this.owner as Data)[keyFrom];
    if (key === undefined || key === null) return undefined;
    return {
      [this.through.keyFrom]: key,
      ...(polymorphic === undefined ? {} : { [polymorphic.discriminator]: polymorphic.typeName }),
    };
  }

  private pair(key: unknown): Data | undefined {
    const keys = this.keys();
    return keys === undefined || key === undefined || key === null
      ? undefined
      : keyClauses({ ...keys, [this.through.keyTo]: key });
  }

  private scoped(where: Data): unknown {
    return bothWheres(where, relationScope(this.relation, this.owner).where);
  }

  // The name is the same seen from the other side.
  private nameOf(keys: Data): string {
    const { table } = this.model.core.queries.query;
    return JSON.stringify([
      table.sql,
      ...Object.keys(keys)
        .toSorted()
        .map((name) => [name, idText(keys[name])]),
    ]);
  }
}
