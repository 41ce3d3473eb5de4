import { InvalidKeyValueError } from './invalid-key-value.error.js';

/** Deeper than anything that is kept, and shallow enough to be walked through. */
const DEEPEST = 512;

/**
 * A copy that shares nothing with a value: what JSON can say, dates and buffers. Objects that show themselves otherwise
 * (instances of models, which leave out what is hidden) are kept as they do.
 *
 * @throws InvalidKeyValueError for what is nested too deep, or goes in a circle, and for what nobody could read again
 */
export function copyValue(value: unknown, left = DEEPEST): unknown {
  if (left < 0) throw new InvalidKeyValueError(`value must not be nested deeper than ${String(DEEPEST)} levels`);
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value;
    case 'object':
      return value === null ? null : copyObject(value, left - 1);
    default:
      throw new InvalidKeyValueError(`value must not be or hold a ${typeof value}`);
  }
}

function copyObject(object: object, left: number): unknown {
  if (object instanceof Date) return new Date(object);
  if (ArrayBuffer.isView(object))
    return Buffer.from(new Uint8Array(object.buffer, object.byteOffset, object.byteLength));
  if (Array.isArray(object)) return object.map((item: unknown) => (isShown(item) ? copyValue(item, left) : null));
  if (showsItself(object)) return copyValue(object.toJSON(), left);
  const members = Object.entries(object).filter(([, member]) => isShown(member));
  return Object.fromEntries(members.map(([name, member]) => [name, copyValue(member, left)]));
}

function showsItself(object: object): object is { toJSON(): unknown } {
  return 'toJSON' in object && typeof object.toJSON === 'function';
}

// As in JSON: what cannot be said is left out of objects.
function isShown(value: unknown): boolean {
  return value !== undefined && typeof value !== 'function' && typeof value !== 'symbol';
}
