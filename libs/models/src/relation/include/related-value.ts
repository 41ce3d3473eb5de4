import type { ReadMode } from '../../model/relation-support.js';
import { instanceState } from '../../model/instance-state.js';

/** Puts what was loaded into a row, or into an instance, where it stands as a property when the instance is shown. */
export function setRelated(parent: Record<string, unknown>, relation: string, value: unknown, mode: ReadMode): void {
  if (mode === 'rows') parent[relation] = value;
  else instanceState(parent).related.set(relation, value);
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
  return key instanceof Date ? key.toISOString() : String(key);
}
