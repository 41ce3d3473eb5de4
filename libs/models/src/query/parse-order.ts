import type { Operand } from './condition.js';
import { InvalidQueryError, quoted } from './invalid-query.error.js';
import { mayBeAsked } from './may-be-asked.js';
import { parseOperand } from './parse-operand.js';
import type { QueryModel, QueryRules } from './query-model.js';
import { UnknownPropertyError } from './unknown-property.error.js';

export interface OrderKey {
  readonly operand: Operand;
  readonly direction: 'ASC' | 'DESC';
}

const MAX_ORDER_KEYS = 64;

/** `order` of a filter: a key or a list of keys, several to a string where divided by commas. */
export function parseOrder(order: unknown, model: QueryModel, rules: QueryRules): readonly OrderKey[] {
  if (order === undefined || order === null) return [];
  const keys = (Array.isArray(order) ? order : [order]).flatMap((item: unknown) => {
    if (item === null || item === undefined) return [];
    if (typeof item !== 'string') throw new InvalidQueryError(`The order ${quoted(item)} is not valid`);
    return item.split(',');
  });
  if (keys.length > MAX_ORDER_KEYS)
    throw new InvalidQueryError('The order has too many keys', { code: 'QUERY_TOO_LARGE' });
  return keys
    .map((key) => key.trim())
    .filter((key) => key !== '')
    .map((key) => parseKey(key, model, rules));
}

function parseKey(key: string, model: QueryModel, rules: QueryRules): OrderKey {
  // Like LoopBack, which looks at two words: what stands behind them says nothing.
  const [name = '', second = 'ASC'] = key.split(/\s+/);
  const direction = second.toUpperCase();
  if (direction !== 'ASC' && direction !== 'DESC') {
    throw new InvalidQueryError(`The order ${quoted(key)} has invalid direction`);
  }
  const operand = parseOperand(name, model);
  const isProhibited = operand !== undefined && rules.prohibitHidden && !mayBeAsked(operand, undefined, model);
  if (isProhibited && rules.refusesHidden) throw new UnknownPropertyError(name, model.name, 'order');
  if (operand === undefined || isProhibited) {
    throw new InvalidQueryError(`The order ${quoted(name)} is not valid: unknown property`);
  }
  return { operand, direction };
}
