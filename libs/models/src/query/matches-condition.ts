import type { Condition, Operand } from './condition.js';
import { GeoPoint, parseGeoPoint } from './geo-point.js';

/** Whether plain values hold a condition, as a row of them would. Used where there is no row to ask: changes that are told. */
export function matchesCondition(condition: Condition, data: Readonly<Record<string, unknown>>): boolean {
  switch (condition.kind) {
    case 'nothing':
      return false;
    case 'and':
      return condition.clauses.every((clause) => matchesCondition(clause, data));
    case 'or':
      return condition.clauses.some((clause) => matchesCondition(clause, data));
    case 'nor':
      return !condition.clauses.some((clause) => matchesCondition(clause, data));
    case 'near': {
      const point = parseGeoPoint(valueOf(condition.operand, data));
      if (point === undefined) return false;
      const distance = GeoPoint.distanceBetween(point, [condition.latitude, condition.longitude], { type: 'degrees' });
      const within = condition.maximum === undefined || distance <= condition.maximum;
      return within && (condition.minimum === undefined || distance >= condition.minimum);
    }
    default:
      return matchesValue(condition, valueOf(condition.operand, data));
  }
}

type ValueCondition = Exclude<Condition, { kind: 'and' | 'or' | 'nor' | 'near' | 'nothing' }>;

function matchesValue(condition: ValueCondition, value: unknown): boolean {
  if (isMissing(value)) return condition.kind === 'isNull';
  switch (condition.kind) {
    case 'isNull':
      return false;
    case 'hasValue':
      return true;
    case 'equals':
      return isSame(value, condition.value);
    case 'differs':
      return !isSame(value, condition.value);
    case 'in':
      return condition.values.some((each) => isSame(value, each));
    case 'notIn':
      return !condition.values.some((each) => isSame(value, each));
    case 'compares': {
      const [left, right] = [comparable(value), comparable(condition.value)];
      if (typeof left !== typeof right) return false;
      if (condition.operator === '<') return left < right;
      if (condition.operator === '<=') return left <= right;
      return condition.operator === '>' ? left > right : left >= right;
    }
    case 'matches':
      return matchesText(String(comparableText(value)), condition) !== condition.negated;
  }
}

function matchesText(text: string, condition: Extract<ValueCondition, { kind: 'matches' }>): boolean {
  const ignoreCase = condition.match === 'ilike' || condition.match === 'iregexp';
  const isLike = condition.match === 'like' || condition.match === 'ilike';
  const source = isLike ? likeSource(condition.pattern) : condition.pattern;
  return new RegExp(source, `s${ignoreCase ? 'i' : ''}`).test(text);
}

function likeSource(pattern: string): string {
  const parts = pattern.match(/\\.|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === '%') return '.*';
    if (part === '_') return '.';
    return (part.length === 2 ? part.slice(1) : part).replaceAll(/[.*$^()|[\]{}+?\\]/g, '\\$&');
  });
  return `^${source.join('')}$`;
}

function valueOf(operand: Operand, data: Readonly<Record<string, unknown>>): unknown {
  let value: unknown = data[operand.property.definition.name];
  for (const key of operand.path) {
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}

function isSame(a: unknown, b: unknown): boolean {
  return comparable(a) === comparable(b);
}

function comparable(value: unknown): string | number | boolean {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return JSON.stringify(value);
}

function comparableText(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : typeof value === 'object' ? JSON.stringify(value) : value;
}
