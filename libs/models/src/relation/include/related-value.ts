import { idText } from '../../model/operations/id-clause.js';
import type { ReadMode } from '../../model/relation-support.js';
import { instanceState } from '../../model/instance-state.js';

/** Puts what was loaded into a row, or into an instance, where it stands as a property when the instance is shown. */
export function setRelated(parent: object, relation: string, value: unknown, mode: ReadMode): void {
  if (mode === 'rows') (parent as Record<string, unknown>)[relation] = value;
  else instanceState(parent).related.set(relation, value);
}

const sizes = new WeakMap<object, number>();

/**
 * How many values a row is shown as, with all that is included in it. One row may be included in many: an include that
 * refers back and forth is shown as far more values than were read.
 */
export function shownSize(row: object): number {
  return sizes.get(row) ?? 1;
}

/** What is shown of a row in its place. */
export function setShownSize(row: object, size: number): void {
  sizes.set(row, size);
}

/** The keys of the parents, without doubles and without missing ones. */
export function keysOf(parents: readonly Record<string, unknown>[], property: string): readonly unknown[] {
  const keys = new Map<string, unknown>();
  for (const parent of parents) {
    const key = parent[property];
    if (key !== undefined && key !== null) keys.set(keyText(key), key);
  }
  return [...keys.values()];
}

/** A key as rows of both sides are matched by: numbers and their texts are the same. */
export function keyText(key: unknown): string {
  return key instanceof Date ? key.toISOString() : idText(key);
}
