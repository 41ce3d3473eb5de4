import { isInstance } from '../model/instance-state.js';
import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { EmbeddedSlot } from './embedded-slot.js';
import { EmbeddedValues } from './embedded-values.js';
import type { ToOneAccess } from './relation-access.js';

type Data = Readonly<Record<string, unknown>>;

/** embedsOne: the object in a property of the instance. */
export class EmbedsOneAccess implements ToOneAccess {
  private readonly slot: EmbeddedSlot;
  private readonly values: EmbeddedValues;

  constructor(relation: Relation, owner: object) {
    this.slot = new EmbeddedSlot(relation, owner);
    this.values = new EmbeddedValues(relation, owner);
  }

  get(_options: OperationOptions): Promise<object | null> {
    return Promise.resolve(this.value());
  }

  /** What is embedded now. */
  value(): object | null {
    const { value } = this.slot;
    return isInstance(value) ? value : null;
  }

  /** A new value, which is embedded in memory; saving the instance stores it. */
  build(data: Data): object {
    const made = this.values.build(data, []);
    this.slot.set(made);
    return made;
  }

  /** Embeds a value in place of the one that is there. */
  create(data: Data, options: OperationOptions): Promise<object> {
    return this.values.create(data, [], options, (made, copied) => this.slot.store(() => made, options, copied));
  }

  /** Changes the given properties of the value, or embeds one where there is none. */
  async update(data: Data, options: OperationOptions): Promise<object> {
    const value = this.value();
    if (value === null) return this.create(data, options);
    return this.values.update(value, data, options, async (change) => {
      let changed = value;
      await this.slot.store(() => (changed = change(this.value() ?? value)), options);
      return changed;
    });
  }

  async destroy(options: OperationOptions): Promise<void> {
    const value = this.value();
    if (value !== null) await this.values.remove([value], options, () => this.slot.store(() => null, options));
  }

  kept(): object | null {
    return this.value();
  }

  extras(): Readonly<Record<string, unknown>> {
    return { value: () => this.value() };
  }
}
