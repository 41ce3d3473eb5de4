import type { AnyModel } from '../model/model.js';
import type { PropertyType } from '../definition/property-definition.js';

/** What a key property is declared as, where the model does not declare it itself. */
export interface KeyType {
  /** A property that the key has the type of. */
  readonly of?: { readonly model: AnyModel; readonly property: string };
  /** Or the type itself. */
  readonly type?: unknown;
}

/**
 * Makes sure that a model has a key property: added behind the declared ones with the type of the property that it points
 * to, or given that type where it is declared; with an index. Numbers that point to an integer are integers.
 */
export function ensureKeyProperty(model: AnyModel, name: string, key: KeyType): void {
  const { schema } = model.core;
  const declared = schema.properties.get(name);
  const target = key.of === undefined ? undefined : key.of.model.core.schema.properties.get(key.of.property);
  const type = key.type ?? writtenType(target?.type);
  if (declared === undefined) {
    model.defineProperty(name, { type, index: true, ...integerColumn(target?.id ?? 0, type, {}) });
  } else if (declared.id === 0 && target !== undefined && key.type === undefined) {
    model.defineProperty(name, { index: true, ...declared.raw, type, ...integerColumn(target.id, type, declared.raw) });
  }
}

// Ids are integers in the database while other numbers are not: a key has the column of the id that it points to, unless
// its definition says what column it is.
function integerColumn(place: number, type: unknown, raw: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (place === 0 || type !== 'number') return {};
  const { postgresql } = raw;
  return { postgresql: { dataType: 'integer', ...(typeof postgresql === 'object' ? postgresql : {}) } };
}

/** A resolved type as a definition writes it. */
function writtenType(type: PropertyType | undefined): unknown {
  if (type === undefined) return 'any';
  switch (type.kind) {
    case 'scalar':
      return type.name;
    case 'array':
      return [writtenType(type.items)];
    case 'model':
      return type.model;
    case 'inline':
      return 'object';
  }
}
