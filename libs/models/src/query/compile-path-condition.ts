import type { Dialect } from '../datasource/dialect.js';
import type { OperandCondition } from './compile-condition.js';
import { isJson } from './parse-operand.js';
import type { Parameters } from './parameters.js';

/**
 * A condition on a path into a JSON value. Numbers are compared with numbers; a text that is a number, as a query string
 * gives it, is compared with numbers where the row has one, and else as text.
 */
export function compilePathCondition(condition: OperandCondition, dialect: Dialect, parameters: Parameters): string {
  const { operand } = condition;
  // What is no JSON has no keys: every path into it is missing.
  if (!isJson(operand)) return condition.kind === 'isNull' ? '1 = 1' : '1 = 0';
  const { column } = operand.property;
  const path = () => parameters.add(dialect.jsonPathParameter(operand.path));
  const text = () => dialect.jsonText(column, path());
  const number = () => dialect.jsonNumber(column, path());
  switch (condition.kind) {
    case 'isNull':
      return `${text()} IS NULL`;
    case 'hasValue':
      return `${text()} IS NOT NULL`;
    case 'equals':
      return typeof condition.value === 'number'
        ? `${number()} = ${dialect.numberPlaceholder(parameters.add(condition.value))}`
        : `${text()} = ${dialect.textPlaceholder(parameters.add(pathText(condition.value)))}`;
    case 'differs':
      return typeof condition.value === 'number'
        ? `(${text()} IS NOT NULL AND COALESCE(${number()} <> ${dialect.numberPlaceholder(parameters.add(condition.value))}, 1 = 1))`
        : `${text()} <> ${dialect.textPlaceholder(parameters.add(pathText(condition.value)))}`;
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
      const items = condition.values.map((value) =>
        compilePathCondition({ kind: 'equals', operand, value }, dialect, parameters),
      );
      const any = `(${items.join(' OR ')})`;
      return condition.kind === 'in' ? any : `(${text()} IS NOT NULL AND NOT COALESCE(${any}, 1 = 0))`;
    }
    case 'matches': {
      const expression = text();
      const pattern = parameters.addPattern(condition.pattern, condition.match);
      return dialect.matches(expression, condition.match, pattern, condition.negated);
    }
  }
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
