const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/** Whether a key could reach into the prototype of an object that is built from user data. */
export function isUnsafeKey(key: string): boolean {
  return UNSAFE_KEYS.has(key);
}
