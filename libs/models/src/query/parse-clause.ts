import type { PropertyType } from '../definition/property-definition.js';
import { coerceQueryValue, IMPOSSIBLE } from './coerce-query-value.js';
import { type Comparison, type Condition, NOTHING, type Operand } from './condition.js';
import { InvalidQueryError, quoted } from './invalid-query.error.js';
import { listValue } from './list-value.js';
import { isJson, operandType } from './parse-operand.js';
import { parseNear } from './parse-near.js';
import { parsePattern } from './parse-pattern.js';
import type { QueryModel, QueryRules } from './query-model.js';

export function isLogical(key: string): key is 'and' | 'or' | 'nor' {
  return key === 'and' || key === 'or' || key === 'nor';
}

const COMPARISONS: Readonly<Record<string, Comparison>> = { gt: '>', gte: '>=', lt: '<', lte: '<=' };
const NEAR_OPTIONS = new Set(['near', 'maxDistance', 'minDistance', 'unit']);
const OPERATORS = new Set([
  'eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'between', 'inq', 'nin', 'like', 'nlike', 'ilike', 'nilike', 'regexp', 'near',
]); // prettier-ignore

/** What stands at a property in a where: a value to equal, or operators, all of which hold. */
export function parseClause(operand: Operand, value: unknown, model: QueryModel, rules: QueryRules): Condition {
  const clause = new ClauseParser(operand, operandType(operand, model), rules);
  if (!isOperators(value)) return clause.equality(value);
  const keys = Object.keys(value);
  const foreign = keys.filter((key) => key.startsWith('$'));
  if (foreign.length > 0) throw new OperatorNotAllowedError(foreign, operandKey(operand), value);
  const operators = keys.filter((key) => OPERATORS.has(key));
  if (operators.length === 0 && isPoint(operand)) return clause.equality(value);
  if (operators.length === 0 && clause.holdsObjects) return clause.equality(value);
  const stray = keys.find(
    (key) => !OPERATORS.has(key) && !(keys.includes('near') && NEAR_OPTIONS.has(key)) && key !== 'options',
  );
  if (operators.length === 0 || stray !== undefined) {
    throw clause.invalid(value, `Unknown operator "${stray ?? ''}"`);
  }
  const conditions = operators.map((operator) => clause.operator(operator, value));
  return conditions.length === 1 && conditions[0] !== undefined ? conditions[0] : { kind: 'and', clauses: conditions };
}

function isOperators(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isPoint(operand: Operand): boolean {
  return operand.property.column.storage === 'point' && operand.path.length === 0;
}

function operandKey(operand: Operand): string {
  return [operand.property.definition.name, ...operand.path].join('.');
}

class ClauseParser {
  constructor(
    private readonly operand: Operand,
    private readonly type: PropertyType | undefined,
    private readonly rules: QueryRules,
  ) {}

  /** Whether an object without operators is a value to be compared with. */
  get holdsObjects(): boolean {
    return isJson(this.operand) && this.type?.kind !== 'array';
  }

  equality(value: unknown): Condition {
    if (value instanceof RegExp) return this.regexp(value);
    if (value === null) return { kind: 'isNull', operand: this.operand };
    const coerced = this.coerce(value);
    return coerced === IMPOSSIBLE ? NOTHING : { kind: 'equals', operand: this.operand, value: coerced };
  }

  operator(name: string, clause: Readonly<Record<string, unknown>>): Condition {
    const value = clause[name];
    switch (name) {
      case 'eq':
        return value === undefined ? NOTHING : this.equality(value);
      case 'neq':
        return this.inequality(value);
      case 'gt':
      case 'gte':
      case 'lt':
      case 'lte':
        return this.comparison(COMPARISONS[name] ?? '>', value);
      case 'between':
        return this.between(value);
      case 'inq':
      case 'nin':
        return this.list(name, value);
      case 'like':
      case 'nlike':
      case 'ilike':
      case 'nilike':
        return this.like(name, value);
      case 'regexp':
        return this.regexp(value, clause['options']);
      case 'near':
        return parseNear(this.operand, clause);
      default:
        throw this.invalid(clause, `Unknown operator "${name}"`);
    }
  }

  invalid(clause: unknown, reason: string): InvalidQueryError {
    return new InvalidQueryError(
      `The ${operandKey(this.operand)} property has invalid clause ${quoted(clause)}: ${reason}`,
    );
  }

  private coerce(value: unknown): unknown {
    return coerceQueryValue(
      value,
      this.type,
      this.operand.path.length > 0 ? 'json' : this.operand.property.column.storage,
    );
  }

  private inequality(value: unknown): Condition {
    if (value === null || value === undefined) return { kind: 'hasValue', operand: this.operand };
    const coerced = this.coerce(value);
    return coerced === IMPOSSIBLE
      ? { kind: 'hasValue', operand: this.operand }
      : { kind: 'differs', operand: this.operand, value: coerced };
  }

  private comparison(operator: Comparison, value: unknown): Condition {
    if (value === null || value === undefined) return NOTHING;
    const coerced = this.coerce(value);
    return coerced === IMPOSSIBLE ? NOTHING : { kind: 'compares', operand: this.operand, operator, value: coerced };
  }

  private between(value: unknown): Condition {
    const bounds = this.requireList('between', value);
    if (bounds.length !== 2) {
      throw this.invalid({ between: value }, `Expected precisely 2 values, received ${String(bounds.length)}`);
    }
    const clauses = [this.comparison('>=', bounds[0]), this.comparison('<=', bounds[1])];
    return clauses.includes(NOTHING) ? NOTHING : { kind: 'and', clauses };
  }

  private list(operator: 'inq' | 'nin', value: unknown): Condition {
    const items = this.requireList(operator, value);
    if (items.length > this.rules.maxListLength) {
      throw new InvalidQueryError(
        `The ${operandKey(this.operand)} property has a list of more than ${String(this.rules.maxListLength)} values`,
        { code: 'QUERY_TOO_LARGE' },
      );
    }
    const hasNull = items.some((item) => item === null || item === undefined);
    const values = items
      .filter((item) => item !== null && item !== undefined)
      .map((item) => this.coerce(item))
      .filter((item) => item !== IMPOSSIBLE);
    if (operator === 'inq') return values.length === 0 ? NOTHING : { kind: 'in', operand: this.operand, values };
    // As in SQL, `NOT IN` of a list with a NULL in it holds for no row.
    if (hasNull) return NOTHING;
    if (items.length === 0) return { kind: 'and', clauses: [] };
    return values.length === 0
      ? { kind: 'hasValue', operand: this.operand }
      : { kind: 'notIn', operand: this.operand, values };
  }

  private requireList(operator: string, value: unknown): readonly unknown[] {
    const items = listValue(value);
    if (items !== undefined) return items;
    throw this.invalid({ [operator]: value }, 'Error: Value is not an array or object with sequential numeric indices');
  }

  private like(operator: 'like' | 'nlike' | 'ilike' | 'nilike', value: unknown): Condition {
    const negated = operator.startsWith('n');
    if (value instanceof RegExp) {
      return {
        kind: 'matches',
        operand: this.operand,
        match: value.ignoreCase ? 'iregexp' : 'regexp',
        pattern: value.source,
        negated,
      };
    }
    if (typeof value !== 'string') throw this.invalid({ [operator]: value }, 'Expected a string or RegExp');
    const match = operator.endsWith('ilike') ? 'ilike' : 'like';
    if (value.includes('\u0000')) return negated ? { kind: 'hasValue', operand: this.operand } : NOTHING;
    return { kind: 'matches', operand: this.operand, match, pattern: value, negated };
  }

  private regexp(value: unknown, options?: unknown): Condition {
    const pattern = parsePattern(value);
    const ignoreCase = pattern.ignoreCase || options === 'i';
    if (pattern.source.includes('\u0000')) {
      throw new InvalidQueryError('Invalid regular expression: it contains a NUL character');
    }
    return {
      kind: 'matches',
      operand: this.operand,
      match: ignoreCase ? 'iregexp' : 'regexp',
      pattern: pattern.source,
      negated: false,
    };
  }
}

/** An operator that begins with `$`: 400 with the clause in its details. */
export class OperatorNotAllowedError extends InvalidQueryError {
  constructor(operators: readonly string[], key: string, clause: Readonly<Record<string, unknown>>) {
    super(`Operators "${operators.join(', ')}" are not allowed in query`, {
      code: 'OPERATOR_NOT_ALLOWED_IN_QUERY',
      details: { operators, where: { [key]: clause } },
    });
  }
}
