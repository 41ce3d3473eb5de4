import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { NotStoredError, ownWhere, patch } from '../model/operations/patch.js';
import { findOne } from '../model/operations/read.js';
import { keyText } from './include/related-value.js';
import { trusted } from './rows-by-key.js';

type Keys = readonly unknown[];

// Each attempt that fails is one that another request has succeeded in.
const ATTEMPTS = 50;

/**
 * The keys that an instance lists. A change is stored only on top of the list that it was made of, and made again of the
 * stored one otherwise, so that of several requests at a time none undoes what another did.
 */
export class KeyList {
  constructor(
    private readonly relation: Relation,
    private readonly owner: object,
  ) {}

  get keys(): Keys {
    const list = this.values[this.relation.keyFrom];
    return Array.isArray(list) ? (list as Keys) : [];
  }

  has(key: unknown): boolean {
    const text = keyText(key);
    return this.keys.some((each) => keyText(each) === text);
  }

  add(key: unknown, options: OperationOptions): Promise<void> {
    const isPrepended = this.relation.options['prepend'] === true;
    return this.change((keys) => (isPrepended ? [key, ...keys] : [...keys, key]), options);
  }

  remove(removed: Keys, options: OperationOptions): Promise<void> {
    const texts = new Set(removed.map(keyText));
    return this.change((keys) => keys.filter((key) => !texts.has(keyText(key))), options);
  }

  private async change(make: (keys: Keys) => Keys, options: OperationOptions): Promise<void> {
    const { keyFrom } = this.relation;
    const { core } = this.owner.constructor as AnyModel;
    let isCertain = false;
    for (let attempt = 1; ; attempt++) {
      const before = this.values[keyFrom];
      const where = isCertain || attempt === ATTEMPTS ? undefined : { [keyFrom]: before };
      try {
        await patch(core, this.owner, { [keyFrom]: make(this.keys) }, options, { validate: true, where });
        return;
      } catch (error) {
        if (!(error instanceof NotStoredError) || where === undefined) throw error;
        const stored = await findOne(core, { where: ownWhere(core, this.owner), fields: [keyFrom] }, trusted(options));
        if (stored === null) throw error;
        const now = (stored as Record<string, unknown>)[keyFrom];
        // What is stored may not equal what is read of it: `["1"]` in a list of numbers.
        isCertain = JSON.stringify(now) === JSON.stringify(before);
        this.values[keyFrom] = now;
      }
    }
  }

  private get values(): Record<string, unknown> {
    return this.owner as Record<string, unknown>;
  }
}
