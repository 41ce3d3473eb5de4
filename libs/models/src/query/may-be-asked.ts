import type { PropertyType } from '../definition/property-definition.js';
import type { Operand } from './condition.js';
import { isJson, operandType } from './parse-operand.js';
import type { QueryModel } from './query-model.js';

/**
 * Whether a query of somebody who does not see hidden properties may ask this of an operand: not of hidden properties, of the
 * model or of one that is embedded in it, and of a value that has hidden ones inside only whether it is there.
 *
 * @param clause - what stands at the operand in a where; `undefined` for an order
 */
export function mayBeAsked(operand: Operand, clause: unknown, model: QueryModel): boolean {
  if (isHidden(operand, model)) return false;
  return !isJson(operand) || asksPresence(clause) || !hasHiddenInside(operandType(operand, model), model, []);
}

function isHidden({ property, path }: Operand, model: QueryModel): boolean {
  return (
    model.hidden.has(property.definition.name) ||
    path.some((key, index) => {
      const type = operandType({ property, path: path.slice(0, index) }, model);
      return type !== undefined && model.nestedHidden(type)?.has(key) === true;
    })
  );
}

function hasHiddenInside(
  type: PropertyType | undefined,
  model: QueryModel,
  within: readonly (PropertyType | undefined)[],
): boolean {
  if (type === undefined || type.kind === 'scalar') return false;
  if (type.kind === 'array') return hasHiddenInside(type.items, model, within);
  if (within.some((outer) => outer?.kind === 'model' && type.kind === 'model' && outer.model === type.model))
    return false;
  if ((model.nestedHidden(type)?.size ?? 0) > 0) return true;
  const inner = model.nestedProperties(type) ?? [];
  return inner.some((property) => hasHiddenInside(property.type, model, [...within, type]));
}

function asksPresence(clause: unknown): boolean {
  if (clause === null) return true;
  if (typeof clause !== 'object') return false;
  const operators = Object.entries(clause as Record<string, unknown>);
  return (
    operators.length > 0 && operators.every(([name, value]) => (name === 'eq' || name === 'neq') && value === null)
  );
}
