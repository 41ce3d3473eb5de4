import { instanceState, isInstance } from '../model/instance-state.js';
import type { Relation } from '../model/model-relation.js';
import { idText } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { RawFilter } from '../query/query.js';
import { accessorCallAtOnce } from './accessor-call-at-once.js';
import { EmbeddedList } from './embedded-list.js';
import { EmbeddedReference } from './embedded-reference.js';
import { EmbeddedSlot } from './embedded-slot.js';
import { EmbeddedValues } from './embedded-values.js';
import type { ToManyAccess } from './relation-access.js';
import { UnknownEmbeddedError } from './relation-errors.js';

type Data = Readonly<Record<string, unknown>>;

/** embedsMany: the list of objects in a property of the instance. */
export class EmbedsManyAccess implements ToManyAccess {
  private readonly slot: EmbeddedSlot;
  private readonly values: EmbeddedValues;

  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {
    this.slot = new EmbeddedSlot(relation, owner);
    this.values = new EmbeddedValues(relation, owner);
  }

  find(filter: RawFilter | null | undefined, options: OperationOptions): Promise<object[]> {
    return this.list.find(this.value(), filter ?? undefined, options);
  }

  async findById(key: unknown, _options: OperationOptions): Promise<object> {
    return this.required(key);
  }

  async count(where: unknown, options: OperationOptions): Promise<number> {
    return this.list.matching(this.value(), where, options).length;
  }

  /** A new value, which is in the list in memory; saving the instance stores it. */
  build(data: Data): object {
    const made = this.values.build(data, this.value());
    this.slot.set(this.withAdded(made));
    return made;
  }

  create(data: Data, options: OperationOptions): Promise<object> {
    return this.values.create(data, this.value(), options, (made, copied) =>
      this.slot.store(() => this.withAdded(this.values.withFreeId(made, data, this.value())), options, copied),
    );
  }

  async updateById(key: unknown, data: Data, options: OperationOptions): Promise<object> {
    return this.values.update(this.required(key), data, options, async (change) => {
      let changed: object | undefined;
      const make = () => {
        const current = this.required(key);
        changed = change(current);
        return this.withChanged(current, changed);
      };
      await this.slot.store(make, options);
      return changed ?? this.required(key);
    });
  }

  /** Takes a value out of the list; one that is not there is none the less gone. */
  async destroyById(key: unknown, options: OperationOptions): Promise<void> {
    const value = this.get(key);
    if (value !== null) await this.remove([value], options);
  }

  async destroyAll(where: unknown, options: OperationOptions): Promise<{ count: number }> {
    const values = this.list.matching(this.value(), where, options);
    if (values.length > 0) await this.remove(values, options);
    return { count: values.length };
  }

  exists(key: unknown, _options: OperationOptions): Promise<boolean> {
    return Promise.resolve(this.has(key));
  }

  /** Embeds a value that belongs to a target (`options.belongsTo`); `null` where there is no such target. */
  async link(key: unknown, data: Data, options: OperationOptions): Promise<object | null> {
    const reference = new EmbeddedReference(this.relation);
    const own = await reference.keyOf(key, options);
    return own === undefined ? null : this.create({ ...data, [reference.keyFrom]: own }, options);
  }

  /** Takes out the values that belong to a target. */
  async unlink(key: unknown, options: OperationOptions): Promise<void> {
    const reference = new EmbeddedReference(this.relation);
    const own = (await reference.keyOf(key, options)) ?? key;
    const values = this.value().filter((value) => idText(instanceState(value).data[reference.keyFrom]) === idText(own));
    if (values.length > 0) await this.remove(values, options);
  }

  // --- in memory, at once ---

  /** The list as it is now. */
  value(): object[] {
    return this.all().filter(isInstance);
  }

  at(index: number): object | null {
    return this.value()[index] ?? null;
  }

  get(key: unknown): object | null {
    const { idName } = this.values.target.core.schema;
    if (idName === undefined || key === undefined || key === null) return null;
    const own = this.value().find((value) => idText(instanceState(value).data[idName]) === idText(key));
    return own !== undefined && this.list.isInScope(own) ? own : null;
  }

  has(key: unknown): boolean {
    return this.get(key) !== null;
  }

  /** Changes a value of the list; `null` where it is not there. */
  set(key: unknown, data: Data): object | null {
    const value = this.get(key);
    if (value === null) return null;
    const changed = this.values.changed(value, data);
    this.slot.set(this.withChanged(value, changed));
    return changed;
  }

  /** Takes a value out of the list, and tells whether it was there. */
  unset(key: unknown): boolean {
    const value = this.get(key);
    if (value === null) return false;
    this.slot.set(this.without([value]));
    return true;
  }

  kept(): readonly object[] {
    return this.value();
  }

  /** Functions that answer at once without a callback, and with one store what they do. */
  extras(): Readonly<Record<string, unknown>> {
    const get = accessorCallAtOnce(this.owner, 1, ([key]) => this.get(key));
    return {
      get,
      findById: get,
      exists: accessorCallAtOnce(this.owner, 1, ([key]) => this.has(idOf(key))),
      at: accessorCallAtOnce(this.owner, 1, ([index]) => this.at(Number(index))),
      set: accessorCallAtOnce(
        this.owner,
        2,
        ([key, data]) => this.set(key, data as Data),
        ([key, data], options) => this.updateById(key, data as Data, options),
      ),
      unset: accessorCallAtOnce(
        this.owner,
        1,
        ([key]) => this.unset(idOf(key)),
        ([key], options) => this.destroyById(idOf(key), options),
      ),
      value: () => this.value(),
    };
  }

  private get list(): EmbeddedList {
    return new EmbeddedList(this.relation, this.owner);
  }

  private required(key: unknown): object {
    const value = this.get(key);
    if (value === null) throw new UnknownEmbeddedError(this.values.target.modelName, key);
    return value;
  }

  private remove(values: readonly object[], options: OperationOptions): Promise<void> {
    return this.values.remove(values, options, () => this.slot.store(() => this.without(values), options));
  }

  private all(): readonly unknown[] {
    const { value } = this.slot;
    return Array.isArray(value) ? value : [];
  }

  private withAdded(made: object): unknown[] {
    return this.relation.options['prepend'] === true ? [made, ...this.all()] : [...this.all(), made];
  }

  private withChanged(value: object, changed: object): unknown[] {
    return this.all().map((each) => (each === value ? changed : each));
  }

  private without(values: readonly object[]): unknown[] {
    return this.all().filter((each) => !values.some((value) => this.values.isSame(value, each)));
  }
}

function idOf(key: unknown): unknown {
  return isInstance(key) ? (key as { getId(): unknown }).getId() : key;
}
