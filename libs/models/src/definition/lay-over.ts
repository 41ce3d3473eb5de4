import { isPlainObject, type PlainObject } from './plain-object.js';
import { isUnsafeKey } from './unsafe-key.js';

/** Lays options given in code over what files say: objects key by key at any depth, everything else replaced. */
export function layOver(below: PlainObject, above: PlainObject): PlainObject {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    if (value === undefined || isUnsafeKey(key)) continue;
    const old = merged.get(key);
    merged.set(key, isPlainObject(old) && isPlainObject(value) ? layOver(old, value) : value);
  }
  return Object.fromEntries(merged);
}
