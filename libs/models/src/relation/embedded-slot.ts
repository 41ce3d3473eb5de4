import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { create } from '../model/operations/create.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { patch } from '../model/operations/patch.js';

/** The property of an instance that holds what is embedded in it. */
export class EmbeddedSlot {
  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {}

  get value(): unknown {
    return instanceState(this.owner).data[this.relation.keyFrom];
  }

  /** Sets the value in memory; saving the instance stores it. */
  set(value: unknown): void {
    (this.owner as Record<string, unknown>)[this.relation.keyFrom] = value;
  }

  /**
   * Stores the value and nothing else of the instance, which keeps the old value where that fails. What is embedded in a
   * value of another instance is stored with that one.
   */
  async store(
    value: unknown,
    options: OperationOptions,
    copied: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    const { owner } = this;
    const { core } = owner.constructor as AnyModel;
    const before = this.value;
    try {
      if (instanceState(owner).persisted && isStored(core.model)) {
        await patch(core, owner, { ...copied, [this.relation.keyFrom]: value }, options);
        return;
      }
      Object.assign(owner, copied);
      this.set(value);
      if (isStored(core.model)) await create(core, owner, options);
    } catch (error) {
      this.set(before);
      throw error;
    }
  }
}

function isStored(model: AnyModel): boolean {
  return model.prototype instanceof model.registry.PersistedModel;
}
