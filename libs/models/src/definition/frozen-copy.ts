import { isPlainObject } from './plain-object.js';

/** A deeply frozen copy. Functions and instances of classes (a `Date`, a model class) are the same ones, not frozen. */
export function frozenCopy<T>(value: T): T;
export function frozenCopy(value: unknown): unknown {
  if (Array.isArray(value)) return Object.freeze(value.map((item) => frozenCopy<unknown>(item)));
  if (!isPlainObject(value)) return value;
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, frozenCopy(item)])));
}
