import { type Condition, NOTHING, type Operand } from './condition.js';
import { InvalidQueryError, quoted } from './invalid-query.error.js';
import { isLogical, parseClause } from './parse-clause.js';
import { listValue } from './list-value.js';
import { mayBeAsked } from './may-be-asked.js';
import { parseOperand } from './parse-operand.js';
import { UnknownPropertyError } from './unknown-property.error.js';
import type { QueryModel, QueryRules } from './query-model.js';
import { Restriction } from './restriction.js';
import { Subquery } from './subquery.js';

/** Reads a where into a {@link Condition} made of known keys; `undefined` where it says nothing. */
export function parseWhere(where: unknown, model: QueryModel, rules: QueryRules): Condition | undefined {
  if (where === undefined || where === null) return undefined;
  return new WhereParser(model, rules).parse(where);
}

// What a condition on a path into an object counts: in PostgreSQL it is a subquery.
const PATH_COST = 10;

class WhereParser {
  private conditions = 0;
  private patterns = 0;

  constructor(
    private readonly model: QueryModel,
    private readonly rules: QueryRules,
  ) {}

  parse(where: unknown): Condition | undefined {
    if (where instanceof Restriction) return parseWhere(where.where, this.model, ofTheApplication(this.rules));
    if (typeof where !== 'object' || where === null || Array.isArray(where)) {
      throw new InvalidQueryError(`The where clause ${quoted(where)} is not an object`);
    }
    const conditions: Condition[] = [];
    for (const [key, value] of Object.entries(where)) {
      const condition = isLogical(key) ? this.parseLogical(key, value) : this.parseProperty(key, value);
      if (condition !== undefined) conditions.push(condition);
    }
    return conditions.length > 1 ? { kind: 'and', clauses: conditions } : conditions[0];
  }

  private parseLogical(kind: 'and' | 'or' | 'nor', value: unknown): Condition | undefined {
    const clauses = listValue(value);
    if (clauses === undefined) {
      const isEmpty = typeof value === 'object' && value !== null && Object.keys(value).length === 0;
      const reason = isEmpty
        ? 'Value is an empty object'
        : 'Value is not an array or object with sequential numeric indices';
      throw new InvalidQueryError(`The ${kind} operator has invalid clauses ${quoted(value)}: ${reason}`);
    }
    this.count(clauses.length);
    const parsed = clauses.map((clause) => this.parse(clause)).filter((clause) => clause !== undefined);
    if (parsed.length === 0) return undefined;
    return parsed.length === 1 && kind !== 'nor' ? parsed[0] : { kind, clauses: parsed };
  }

  private parseProperty(key: string, value: unknown): Condition | undefined {
    const operand = parseOperand(key, this.model);
    if (operand === undefined || this.isProhibited(operand, value)) {
      const isRefused =
        this.rules.unknownProperties === 'refuse' || (operand !== undefined && this.rules.refusesHidden);
      if (isRefused) throw new UnknownPropertyError(key, this.model.name);
      this.rules.ignored?.(key);
      return undefined;
    }
    if (value === undefined) {
      if (this.rules.unknownProperties === 'refuse') return NOTHING;
      return undefined;
    }
    const parsed = this.parseInRows(operand, value) ?? parseClause(operand, value, this.model, this.rules);
    this.count(operand.path.length > 0 ? PATH_COST : 1);
    this.countPatterns(parsed);
    return parsed;
  }

  private parseInRows(operand: Operand, value: unknown): Condition | undefined {
    const rows = typeof value === 'object' && value !== null && 'inq' in value ? value.inq : undefined;
    if (!(rows instanceof Subquery)) return undefined;
    if (Object.keys(value as object).length > 1)
      throw new TypeError('A subquery stands alone: no other operator is beside it');
    const { model, property } = rows;
    const { column } = model.properties.get(property) ?? {};
    if (column === undefined) throw new UnknownPropertyError(property, model.name);
    if (model.dialect !== this.model.dialect)
      throw new TypeError(`A subquery of ${model.name} within one of ${this.model.name}: they are on two data sources`);
    const where = parseWhere(rows.where, model, ofTheApplication(this.rules));
    return { kind: 'inRows', operand, rows: { table: model.table, column, where } };
  }

  private isProhibited(operand: Operand, clause: unknown): boolean {
    return this.rules.prohibitHidden && !mayBeAsked(operand, clause, this.model);
  }

  private count(conditions: number): void {
    this.conditions += conditions;
    if (this.conditions > this.rules.maxConditions) throw tooMany('conditions', this.rules.maxConditions);
  }

  private countPatterns(condition: Condition): void {
    const parts = condition.kind === 'and' ? condition.clauses : [condition];
    this.patterns += parts.filter((part) => part.kind === 'matches' && part.match.endsWith('regexp')).length;
    if (this.patterns > this.rules.maxPatterns) throw tooMany('regular expressions', this.rules.maxPatterns);
  }
}

// Its properties are known, and may be hidden.
function ofTheApplication(rules: QueryRules): QueryRules {
  return { ...rules, prohibitHidden: false, unknownProperties: 'refuse' };
}

function tooMany(what: string, limit: number): InvalidQueryError {
  return new InvalidQueryError(`The where has more than ${String(limit)} ${what}`, { code: 'QUERY_TOO_LARGE' });
}
