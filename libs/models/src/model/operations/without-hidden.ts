import { listValue } from '../../query/list-value.js';
import { mayBeAsked } from '../../query/may-be-asked.js';
import { parseOperand } from '../../query/parse-operand.js';
import { Restriction } from '../../query/restriction.js';
import type { QueryModel } from '../../query/query-model.js';

/** A where without the conditions that may not be asked for, at any depth. */
export function withoutHidden(where: unknown, model: QueryModel): unknown {
  if (typeof where !== 'object' || where === null) return where;
  if (where instanceof Restriction) return where;
  if (Array.isArray(where)) return where.map((clause) => withoutHidden(clause, model));
  const kept = Object.entries(where).flatMap(([key, value]: [string, unknown]) => {
    if (key === 'and' || key === 'or' || key === 'nor') return [[key, withoutHidden(listValue(value) ?? value, model)]];
    const operand = parseOperand(key, model);
    return operand === undefined || mayBeAsked(operand, value, model) ? [[key, value]] : [];
  });
  return Object.fromEntries(kept);
}
