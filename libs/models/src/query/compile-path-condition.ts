import type { Dialect, JsonKind } from '../datasource/dialect.js';
import type { OperandCondition } from './compile-condition.js';
import { isJson } from './parse-operand.js';
import type { Parameters } from './parameters.js';

/**
 * A condition on a path into a JSON value. Numbers are compared with numbers, lists and objects as JSON; a text that is a
 * number, as a query string gives it, is compared with numbers where the row has one, and else as text.
 */
export function compilePathCondition(condition: OperandCondition, dialect: Dialect, parameters: Parameters): string {
  const { operand } = condition;
  // What is no JSON has no keys: every path into it is missing.
  if (!isJson(operand)) return condition.kind === 'isNull' ? '1 = 1' : '1 = 0';
  const { column } = operand.property;
  const path = () => parameters.add(dialect.jsonPathParameter(operand.path));
  const text = () => dialect.jsonText(column, path());
  const number = () => dialect.jsonNumber(column, path());
  const compared = (operator: '=' | '<>', value: unknown) => {
    if (typeof value === 'number') return `${number()} ${operator} ${dialect.numberPlaceholder(parameters.add(value))}`;
    if (isJsonValue(value)) {
      return `${dialect.jsonValue(column, path())} ${operator} ${dialect.jsonPlaceholder(parameters.add(JSON.stringify(value)))}`;
    }
    return `${text()} ${operator} ${dialect.textPlaceholder(parameters.add(pathText(value)))}`;
  };
  const value = { number, text, json: () => dialect.jsonValue(column, path()) };
  const isInList = ([kind, items]: readonly [JsonKind, readonly unknown[]]) =>
    dialect.jsonIsIn(value[kind](), kind, parameters.add(dialect.listParameter(items, column)));
  switch (condition.kind) {
    case 'inRows':
      return '1 = 0';
    case 'isNull':
      return `${text()} IS NULL`;
    case 'hasValue':
      return `${text()} IS NOT NULL`;
    case 'equals':
      return compared('=', condition.value);
    case 'differs':
      return typeof condition.value === 'number'
        ? `(${text()} IS NOT NULL AND COALESCE(${compared('<>', condition.value)}, 1 = 1))`
        : compared('<>', condition.value);
    case 'compares': {
      const numeric = asNumber(condition.value);
      const byText = () =>
        `${text()} ${condition.operator} ${dialect.textPlaceholder(parameters.add(pathText(condition.value)))}`;
      if (numeric === undefined) return byText();
      const byNumber = `${number()} ${condition.operator} ${dialect.numberPlaceholder(parameters.add(numeric))}`;
      return typeof condition.value === 'number' ? byNumber : `COALESCE(${byNumber}, ${byText()})`;
    }
    case 'in':
    case 'notIn': {
      const isIn = () => `(${listsByKind(condition.values).map(isInList).join(' OR ')})`;
      return condition.kind === 'in' ? isIn() : `(${text()} IS NOT NULL AND NOT COALESCE(${isIn()}, 1 = 0))`;
    }
    case 'matches': {
      const expression = text();
      const pattern = parameters.addPattern(condition.pattern, condition.match);
      return dialect.matches(expression, condition.match, pattern, condition.negated);
    }
  }
}

/** The values by what they are compared with, as parameters: one list each, however many values there are. */
function listsByKind(values: readonly unknown[]): readonly (readonly [JsonKind, readonly unknown[]])[] {
  const lists: Record<JsonKind, unknown[]> = { number: [], text: [], json: [] };
  for (const value of values) {
    if (typeof value === 'number') lists.number.push(value);
    else if (isJsonValue(value)) lists.json.push(JSON.stringify(value));
    else lists.text.push(pathText(value));
  }
  const kinds: readonly JsonKind[] = ['number', 'text', 'json'];
  return kinds.filter((kind) => lists[kind].length > 0).map((kind) => [kind, lists[kind]]);
}

function isJsonValue(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function pathText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}
