import { SafePatterns, type TextMatcher } from '../datasource/dialects/safe-pattern.js';
import { compareRowValues, distanceInDegrees, isMissing, operandValue, textOfRowValue } from './row-values.js';
import type { Condition } from './condition.js';

/** Whether plain values hold a condition, as a row of them would. */
export type ConditionMatcher = (data: Readonly<Record<string, unknown>>) => boolean;

/**
 * Makes a condition a function of plain values. Used where there is no row to ask: changes that are told, embedded lists.
 *
 * @throws InvalidPatternError for a regular expression that does not compile, or might run away
 */
export function conditionMatcher(condition: Condition, patterns = new SafePatterns()): ConditionMatcher {
  switch (condition.kind) {
    case 'nothing':
    // Other rows are not looked at.
    case 'inRows':
      return () => false;
    case 'and':
    case 'or':
    case 'nor': {
      const clauses = condition.clauses.map((clause) => conditionMatcher(clause, patterns));
      if (condition.kind === 'and') return (data) => clauses.every((clause) => clause(data));
      const isOr = condition.kind === 'or';
      return (data) => clauses.some((clause) => clause(data)) === isOr;
    }
    case 'near': {
      const { minimum, maximum } = condition;
      return (data) => {
        const distance = distanceInDegrees(condition, data);
        if (distance === undefined) return false;
        return (maximum === undefined || distance <= maximum) && (minimum === undefined || distance >= minimum);
      };
    }
    default: {
      const matches = valueMatcher(condition, patterns);
      return (data) => matches(operandValue(condition.operand, data));
    }
  }
}

type ValueCondition = Exclude<Condition, { kind: 'and' | 'or' | 'nor' | 'near' | 'nothing' | 'inRows' }>;

function valueMatcher(condition: ValueCondition, patterns: SafePatterns): (value: unknown) => boolean {
  switch (condition.kind) {
    case 'isNull':
      return isMissing;
    case 'hasValue':
      return (value) => !isMissing(value);
    case 'equals':
      return (value) => !isMissing(value) && compareRowValues(value, condition.value) === 0;
    case 'differs':
      return (value) => !isMissing(value) && compareRowValues(value, condition.value) !== 0;
    case 'in':
      return (value) => !isMissing(value) && condition.values.some((each) => compareRowValues(value, each) === 0);
    case 'notIn':
      return (value) => !isMissing(value) && !condition.values.some((each) => compareRowValues(value, each) === 0);
    case 'compares': {
      const { operator, value: bound } = condition;
      return (value) => !isMissing(value) && holds(operator, compareRowValues(value, bound));
    }
    case 'matches': {
      const matches = textMatcher(condition, patterns);
      return (value) => !isMissing(value) && matches(textOfRowValue(value)) !== condition.negated;
    }
  }
}

function holds(operator: '<' | '<=' | '>' | '>=', order: number | undefined): boolean {
  if (order === undefined) return false;
  if (order === 0) return operator === '<=' || operator === '>=';
  return order < 0 ? operator.startsWith('<') : operator.startsWith('>');
}

function textMatcher(
  { match, pattern }: Extract<ValueCondition, { kind: 'matches' }>,
  patterns: SafePatterns,
): TextMatcher {
  const ignoreCase = match === 'ilike' || match === 'iregexp';
  const isLike = match === 'like' || match === 'ilike';
  return patterns.matcher(isLike ? likeSource(pattern) : pattern, { ignoreCase });
}

function likeSource(pattern: string): string {
  const parts = pattern.match(/\\[\s\S]|[\s\S]/g) ?? [];
  const source = parts.map((part) => {
    if (part === '%') return '[\\s\\S]*';
    if (part === '_') return '[\\s\\S]';
    return (part.length === 2 ? part.slice(1) : part).replaceAll(/[.*$^()|[\]{}+?\\]/g, '\\$&');
  });
  return `^${source.join('')}$`;
}
