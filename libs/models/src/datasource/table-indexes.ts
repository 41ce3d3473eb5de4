import type { ModelDefinition } from '../definition/model-definition.js';
import type { Column, TableIndex } from './column.js';
import type { Dialect } from './dialect.js';

type IndexKey = readonly [property: string, descending: boolean];

/** The indexes of a table: those of its properties, then those under `indexes`. Keys that name no property are left out. */
export function tableIndexes(
  definition: ModelDefinition,
  table: string,
  columns: readonly Column[],
  dialect: Dialect,
): TableIndex[] {
  const byName = new Map<string, Column>();
  for (const column of columns) byName.set(column.name, column);
  for (const column of columns) byName.set(column.property, column);
  const indexes = new Map<string, TableIndex>();
  const add = (name: string, unique: boolean, keys: readonly IndexKey[]) => {
    const parts = keys.flatMap(([property, descending]) => {
      const column = byName.get(property) ?? byName.get(dialect.defaultName(property));
      return column === undefined ? [] : [{ name: column.name, descending }];
    });
    const stored = dialect.storedName(name);
    if (parts.length > 0 && parts.length === keys.length) indexes.set(stored, { name: stored, unique, columns: parts });
  };
  for (const property of definition.properties) {
    const { index } = property;
    const column = byName.get(property.name);
    if (index === false || column === undefined) continue;
    add(`${table}_${column.name}_idx`, isUnique(index), [[property.name, false]]);
  }
  const named = definition.settings.indexes;
  if (isRecord(named)) {
    for (const [name, index] of Object.entries(named)) {
      if (isRecord(index)) add(name, isUnique(index), indexKeys(index));
    }
  }
  return [...indexes.values()];
}

const NOT_KEYS = new Set(['keys', 'columns', 'options', 'unique', 'kind', 'type', 'name']);

/** `{ keys }`, `{ columns }`, or the short form, in which the keys stand where the options would. */
function indexKeys(index: Readonly<Record<string, unknown>>): IndexKey[] {
  const written = index.keys ?? index.columns;
  if (typeof written === 'string') return written.split(',').flatMap(keyOf);
  if (Array.isArray(written)) return written.flatMap((item: unknown) => (typeof item === 'string' ? keyOf(item) : []));
  if (isRecord(written)) return Object.entries(written).map(([property, order]) => [property, isDescending(order)]);
  return Object.entries(index)
    .filter(([key, value]) => typeof value === 'number' || !NOT_KEYS.has(key))
    .map(([property, order]) => [property, isDescending(order)]);
}

function keyOf(text: string): IndexKey[] {
  const [property, direction = ''] = text.trim().split(/\s+/);
  return property === undefined || property === '' ? [] : [[property, direction.toUpperCase() === 'DESC']];
}

function isDescending(order: unknown): boolean {
  return order === -1 || order === '-1' || (typeof order === 'string' && order.toUpperCase() === 'DESC');
}

function isUnique(index: unknown): boolean {
  if (!isRecord(index)) return false;
  const { unique, kind, options } = index;
  if (unique === true || (typeof kind === 'string' && kind.toUpperCase() === 'UNIQUE')) return true;
  return isRecord(options) && options.unique === true;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
