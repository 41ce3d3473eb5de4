import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { changeProperty } from './change-property.js';
import { keyText } from './include/related-value.js';

type Keys = readonly unknown[];

/** The keys that an instance lists. */
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

  indexOf(key: unknown): number {
    const text = keyText(key);
    return this.keys.findIndex((each) => keyText(each) === text);
  }

  /** Puts a key back to where it was. */
  insert(key: unknown, at: number, options: OperationOptions): Promise<void> {
    return this.change((keys) => keys.toSpliced(at, 0, key), options);
  }

  remove(removed: Keys, options: OperationOptions): Promise<void> {
    const texts = new Set(removed.map(keyText));
    return this.change((keys) => keys.filter((key) => !texts.has(keyText(key))), options);
  }

  private change(make: (keys: Keys) => Keys, options: OperationOptions): Promise<void> {
    return changeProperty(this.owner, { property: this.relation.keyFrom, make: () => make(this.keys) }, options);
  }

  private get values(): Record<string, unknown> {
    return this.owner as Record<string, unknown>;
  }
}
