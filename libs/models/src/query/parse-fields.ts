import { listValue } from './list-value.js';

/**
 * `fields` of a filter as the names that are asked for, in the order of the model; `undefined` for all. Unknown names are
 * left out, so the list may be empty.
 */
export function parseFields(fields: unknown, names: readonly string[]): readonly string[] | undefined {
  if (fields === undefined || fields === null || fields === '') return undefined;
  if (typeof fields === 'string') return names.filter((name) => name === fields);
  const list = listValue(fields);
  if (list !== undefined) return list.length === 0 ? undefined : names.filter((name) => list.includes(name));
  if (typeof fields !== 'object') return undefined;
  const wanted = new Map(Object.entries(fields).map(([name, value]) => [name, Boolean(value)]));
  if (wanted.size === 0) return undefined;
  return [...wanted.values()].includes(true)
    ? names.filter((name) => wanted.get(name) === true)
    : names.filter((name) => wanted.get(name) !== false);
}
