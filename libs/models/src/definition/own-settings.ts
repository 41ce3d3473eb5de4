import { joinArrays } from './join-arrays.js';
import { layOver } from './lay-over.js';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

const NOT_SETTINGS = new Set(['name', 'properties', 'options', '$schema']);

/** What `options` of model-config.json cannot set. */
const NOT_CONFIGURABLE = new Set(['name', 'properties', 'base', 'relations', 'acls', 'dataSource']);

/** Other names of settings, and the one that is used. */
const ALIASES = [
  ['super', 'base'],
  ['relationships', 'relations'],
] as const;

const LIST_ALIASES = [
  ['hiddenProperties', 'hidden'],
  ['protectedProperties', 'protected'],
] as const;

/** Lists of properties may also be written as `{ "name": true }`. */
function toNames(value: unknown): unknown {
  if (!isPlainObject(value)) return value;
  return Object.keys(value).filter((name) => Boolean(value[name]));
}

function settleAliases(settings: Map<string, unknown>): void {
  for (const [alias, name] of ALIASES) {
    if (!settings.has(alias)) continue;
    if (!settings.has(name)) settings.set(name, settings.get(alias));
    settings.delete(alias);
  }
  for (const [alias, name] of LIST_ALIASES) {
    const lists = [toNames(settings.get(name)), toNames(settings.get(alias))].filter((list) => Array.isArray(list));
    if (lists.length > 0) settings.set(name, joinArrays(lists[0] ?? [], lists[1] ?? []));
    settings.delete(alias);
  }
}

/** Settings that are objects by name; old generators wrote `"methods": []`. */
function settleCollections(settings: Map<string, unknown>): void {
  for (const name of ['relations', 'methods', 'scopes', 'mixins', 'indexes']) {
    if (Array.isArray(settings.get(name))) settings.set(name, {});
  }
}

function layConfigured(settings: Map<string, unknown>, configured: PlainObject, warn: (text: string) => void): void {
  for (const [key, value] of Object.entries(configured)) {
    if (NOT_CONFIGURABLE.has(key)) {
      warn(`"${key}" cannot be set in the options of model-config.json and has no effect there.`);
      continue;
    }
    const written = settings.get(key);
    // `sharedMethods` is given here and `normalizeHttpPath` in the definition: neither may undo the other.
    const merges = key === 'remoting' && isPlainObject(written) && isPlainObject(value);
    settings.set(key, merges ? layOver(written, value) : value);
  }
}

/**
 * The settings that a definition itself gives, under their usual names: top-level keys, `options` over them, and those of
 * model-config.json over both.
 */
export function readOwnSettings(
  raw: Readonly<PlainObject>,
  configured: Readonly<PlainObject>,
  warn: (text: string) => void,
): PlainObject {
  const settings = new Map<string, unknown>();
  for (const [key, value] of Object.entries(raw)) if (!NOT_SETTINGS.has(key)) settings.set(key, value);
  for (const [key, value] of Object.entries(toPlainObject(raw['options']))) {
    if (value !== undefined) settings.set(key, value);
  }
  layConfigured(settings, configured, warn);
  settleAliases(settings);
  settleCollections(settings);
  return Object.fromEntries(settings);
}
