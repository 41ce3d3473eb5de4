import { jsonPointer } from './json-pointer.js';
import { nearestName } from './nearest-name.js';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';
import { isTypeName, TYPE_NAMES } from './resolve-type.js';

/** Something in a definition that is most likely not what was meant. */
export interface Misspelling {
  readonly pointer: string;
  readonly message: string;
}

/** What definitions may name. */
export interface KnownNames {
  readonly settings: readonly string[];
  readonly models: ReadonlySet<string>;
}

/**
 * Keys that are nearly those of settings, and names of types that nothing has. Neither is wrong: applications have settings
 * of their own, and scripts make models.
 */
export function findMisspellings(raw: Readonly<PlainObject>, { settings, models }: KnownNames): readonly Misspelling[] {
  const keys = new Set(settings);
  const ofKeys = (written: Readonly<PlainObject>, path: readonly string[]) =>
    Object.keys(written).flatMap((key) => {
      const meant = keys.has(key) ? undefined : nearestName(key, keys);
      if (meant === undefined) return [];
      return { pointer: jsonPointer([...path, key]), message: `"${key}" is no setting; did you mean "${meant}"?` };
    });
  const properties = toPlainObject(raw['properties']);
  return [
    ...ofKeys(raw, []),
    ...ofKeys(toPlainObject(raw['options']), ['options']),
    ...Object.entries(properties).flatMap(([name, type]) => ofType(type, ['properties', name], models)),
  ];
}

function ofType(type: unknown, path: readonly (string | number)[], models: ReadonlySet<string>): Misspelling[] {
  if (typeof type === 'string') return ofName(type, path, models);
  if (Array.isArray(type)) return ofType(type[0], [...path, 0], models);
  if (!isPlainObject(type)) return [];
  if (type['type'] !== undefined && type['type'] !== null) return ofType(type['type'], [...path, 'type'], models);
  return Object.entries(type).flatMap(([name, inner]) => ofType(inner, [...path, name], models));
}

function ofName(name: string, path: readonly (string | number)[], models: ReadonlySet<string>): Misspelling[] {
  if (name === '' || isTypeName(name) || models.has(name)) return [];
  const meant = nearestName(name, [...TYPE_NAMES, ...models]);
  const advice = meant === undefined ? '' : `; did you mean "${meant}"?`;
  return [{ pointer: jsonPointer(path), message: `no type and no model is named "${name}"${advice}` }];
}
