import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import { storedValue } from '../model/embedded-models.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { NotStoredError, ownWhere, patch } from '../model/operations/patch.js';
import { findOne } from '../model/operations/read.js';
import { trusted } from './rows-by-key.js';

type Data = Readonly<Record<string, unknown>>;

/** A property that is made anew of what it holds. */
export interface PropertyChange {
  readonly property: string;
  /** The new value, made of the one that the instance has at that moment. */
  make(): unknown;
  /** Values that are stored with it. */
  readonly copied?: Data | undefined;
}

// Each attempt that fails is one that another request has succeeded in.
const ATTEMPTS = 50;

/**
 * Changes a property of a stored instance. The change is stored only on top of the value that it was made of, and made again
 * of the stored one otherwise, so that of several requests at a time none undoes what another did.
 */
export async function changeProperty(owner: object, change: PropertyChange, options: OperationOptions): Promise<void> {
  const { property, copied } = change;
  const { core } = owner.constructor as AnyModel;
  const values = owner as Record<string, unknown>;
  const stored = () => storedOf(owner, property);
  let isCertain = false;
  for (let attempt = 1; ; attempt++) {
    const before = stored();
    const where = isCertain || attempt === ATTEMPTS ? undefined : { [property]: equals(before) };
    try {
      await patch(core, owner, { ...copied, [property]: change.make() }, options, { where });
      return;
    } catch (error) {
      if (!(error instanceof NotStoredError) || where === undefined) throw error;
      const now = await findOne(core, { where: ownWhere(core, owner), fields: [property] }, trusted(options));
      if (now === null) throw error;
      values[property] = instanceState(now).data[property];
      // What is stored may not equal what is read of it: `["1"]` in a list of numbers.
      isCertain = JSON.stringify(stored()) === JSON.stringify(before);
    }
  }
}

function storedOf(owner: object, property: string): unknown {
  const type = (owner.constructor as AnyModel).core.schema.properties.get(property)?.type;
  const value = instanceState(owner).data[property] ?? null;
  return type === undefined ? value : storedValue(value, type);
}

function equals(value: unknown): unknown {
  return value === null ? null : { eq: value };
}
