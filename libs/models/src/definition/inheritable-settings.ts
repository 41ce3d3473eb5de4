import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

/** Settings that say something about the model itself. */
const OWN_SETTINGS = new Set(['base', 'plural', 'excludeBaseProperties', 'configureModelMerge']);

/** Settings named after a connector, in which the table of a model may be named. */
const CONNECTORS = ['postgresql', 'sqlite', 'memory', 'mysql', 'mariadb', 'mssql', 'mongodb'];
const TABLE_KEYS = ['table', 'tableName', 'collection'];

function without(settings: PlainObject, keys: readonly string[]): PlainObject {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}

/**
 * What a model passes on to its heirs. Not where it is found (deviation 11 of the chapter on definitions), nor its table:
 * each model has one of its own.
 */
export function inheritableSettings(settings: Readonly<PlainObject>): PlainObject {
  const inheritable = new Map(Object.entries(settings).filter(([key]) => !OWN_SETTINGS.has(key)));
  if (isPlainObject(settings['http'])) inheritable.set('http', without(settings['http'], ['path']));
  for (const connector of CONNECTORS) {
    if (inheritable.has(connector)) inheritable.set(connector, without(toPlainObject(settings[connector]), TABLE_KEYS));
  }
  return Object.fromEntries(inheritable);
}
