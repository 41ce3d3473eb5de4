import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { create } from '../model/operations/create.js';
import { isFromClient, type OperationOptions } from '../model/operations/operation-options.js';
import { patch } from '../model/operations/patch.js';
import { changeProperty } from './change-property.js';

type Data = Readonly<Record<string, unknown>>;

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
   * Stores the value that is made of the present one, and nothing else of the instance, which keeps the old value where that
   * fails. What is embedded in a value of another instance is stored with that one.
   */
  async store(make: () => unknown, options: OperationOptions, copied: Data = {}): Promise<void> {
    const { owner } = this;
    const { core } = owner.constructor as AnyModel;
    const before = this.value;
    try {
      if (instanceState(owner).persisted && isStored(core.model)) await this.change(make, options, copied);
      else {
        Object.assign(owner, copied);
        this.set(make());
        if (isStored(core.model)) await create(core, owner, options);
      }
    } catch (error) {
      this.set(before);
      throw error;
    }
  }

  // A script may have changed the instance in memory; what a client asks for is made of what is stored.
  private async change(make: () => unknown, options: OperationOptions, copied: Data): Promise<void> {
    const { keyFrom: property } = this.relation;
    if (isFromClient(options)) return changeProperty(this.owner, { property, make, copied }, options);
    await patch((this.owner.constructor as AnyModel).core, this.owner, { ...copied, [property]: make() }, options);
  }
}

function isStored(model: AnyModel): boolean {
  return model.prototype instanceof model.registry.PersistedModel;
}
