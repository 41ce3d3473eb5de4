import type { PropertyType } from '../definition/property-definition.js';
import type { Operand } from './condition.js';
import type { QueryModel } from './query-model.js';

/** The operand that a key of a where or of an order names; `undefined` where the model has no such property. */
export function parseOperand(key: string, model: QueryModel): Operand | undefined {
  const direct = model.properties.get(key);
  if (direct !== undefined) return { property: direct, path: [] };
  const dot = key.indexOf('.');
  if (dot < 0) return undefined;
  const property = model.properties.get(key.slice(0, dot));
  return property === undefined ? undefined : { property, path: key.slice(dot + 1).split('.') };
}

/** The type of what an operand names, where it is declared: paths into plain objects have none. */
export function operandType(operand: Operand, model: QueryModel): PropertyType | undefined {
  let type: PropertyType | undefined = operand.property.definition.type;
  for (const key of operand.path) {
    if (type === undefined) return undefined;
    if (type.kind === 'array') {
      type = type.items;
      continue;
    }
    type = model.nestedProperties(type)?.find((property) => property.name === key)?.type;
  }
  return type;
}

/** Whether the operand is looked up in JSON: a path can only lead into values of such types. */
export function isJson(operand: Operand): boolean {
  return operand.property.column.storage === 'json' || operand.property.column.storage === 'jsonb';
}
