/** An object as JSON or an object literal makes it. */
export type PlainObject = Record<string, unknown>;

/** Whether a value is an object literal, from whatever realm: no array, no instance of a class. */
export function isPlainObject(value: unknown): value is PlainObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Narrows to a list of unknown items, where `Array.isArray` gives `any[]`. */
export function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

/** The value if it is an object literal, else an empty one. */
export function toPlainObject(value: unknown): PlainObject {
  return isPlainObject(value) ? value : {};
}
