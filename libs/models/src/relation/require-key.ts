import type { AnyModel } from '../model/model.js';
import { coerceQueryValue, IMPOSSIBLE } from '../query/coerce-query-value.js';
import { fitsColumn } from '../query/fit-column.js';
import { InvalidKeyError } from './relation-errors.js';

/** Refuses a key that no row of the model can have, before anything is written with it. */
export function requireKey(model: AnyModel, property: string, key: unknown): void {
  const { definition, column } = model.core.queries.query.properties.get(property) ?? {};
  if (key === undefined || key === null) throw new InvalidKeyError(model.modelName, key);
  if (definition === undefined || column === undefined) return;
  const value = coerceQueryValue(key, definition.type, column.storage);
  if (value === IMPOSSIBLE || !fitsColumn(value, column)) throw new InvalidKeyError(model.modelName, key);
}
