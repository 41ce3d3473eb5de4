import { compileCondition } from '../query/compile-condition.js';
import { coerceQueryValue, IMPOSSIBLE } from '../query/coerce-query-value.js';
import { Parameters } from '../query/parameters.js';
import { parseWhere } from '../query/parse-where.js';
import type { QueryModel } from '../query/query-model.js';
import type { Subquery } from '../query/subquery.js';
import type { AnyModel } from './model.js';
import type { CompiledModel } from './model-core.js';
import { queryRules } from './operations/operation-options.js';
import { runStatement } from './operations/run-statement.js';
import { toInstance } from './operations/to-instances.js';

/** The text of a statement, and what of its parameters is always the same: those behind the values. */
interface Text {
  readonly sql: string;
  readonly rest: readonly unknown[];
}

/** The texts of the statements, as long as the models are what they were. */
interface Made {
  readonly of: CompiledModel;
  readonly others: readonly QueryModel[];
  /** By how many values are asked for. */
  readonly texts: Map<number, Text>;
}

/**
 * Finds stored instances by the values of a property, for what is asked for again and again: the text of its statement is made
 * once. Hooks and default scopes are not asked.
 *
 * @example
 * const ofOpenOrders = new PreparedFind(Item, 'sku', { orderId: subqueryOf(Order, 'id', { isOpen: true }) });
 * await ofOpenOrders.find(['A-1']);
 */
export class PreparedFind {
  private made: Made | undefined;

  /** @param within - values of which subqueries other properties must have */
  constructor(
    private readonly model: AnyModel,
    private readonly property: string,
    private readonly within: Readonly<Record<string, Subquery>> = {},
  ) {}

  /** @param values - few of them: there is a statement for each number of values */
  async find(values: readonly string[]): Promise<object[]> {
    const { core } = this.model;
    const { query, whole } = core.queries;
    const { column, definition } = this.asked(query);
    const fitting = values
      .map((value) => coerceQueryValue(value, definition.type, column.storage))
      .filter((value) => value !== IMPOSSIBLE);
    if (fitting.length === 0) return [];
    const { sql, rest } = this.text(core.queries, fitting.length);
    const parameters = [...fitting.map((value) => query.dialect.toParameter(value, column)), ...rest];
    const { transaction } = core;
    const { rows } = await runStatement(core, { sql, parameters }, 'read', { transaction });
    return whole.read(rows).map((row) => toInstance(core, row));
  }

  private asked({ properties, name }: QueryModel) {
    const asked = properties.get(this.property);
    if (asked === undefined) throw new TypeError(`${name} has no property ${this.property}`);
    return asked;
  }

  private text(queries: CompiledModel, count: number): Text {
    const others = Object.values(this.within).map(({ model }) => model);
    const { made } = this;
    const isCurrent = made?.of === queries && made.others.every((other, index) => other === others[index]);
    const current: Made = isCurrent ? made : { of: queries, others, texts: new Map() };
    this.made = current;
    const { texts } = current;
    let text = texts.get(count);
    if (text === undefined) texts.set(count, (text = this.write(queries, count)));
    return text;
  }

  private write({ query, whole }: CompiledModel, count: number): Text {
    const { dialect, table } = query;
    const { column } = this.asked(query);
    const parameters = new Parameters(dialect);
    const equal = Array.from({ length: count }, () => dialect.equals(column, parameters.add(undefined))).join(' OR ');
    const where = Object.fromEntries(Object.entries(this.within).map(([name, inq]) => [name, { inq }]));
    const condition = parseWhere(where, query, queryRules(this.model.core, { trustsQuery: true }, 'ignore'));
    const also = condition === undefined ? '' : ` AND ${compileCondition(condition, dialect, parameters)}`;
    const sql = `SELECT ${whole.list} FROM ${table.sql} WHERE (${equal})${also}`;
    return { sql, rest: parameters.values.slice(count) };
  }
}
