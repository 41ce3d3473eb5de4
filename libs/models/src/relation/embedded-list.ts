import { instanceState, isInstance } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { type OperationOptions, queryRules } from '../model/operations/operation-options.js';
import { withinScope } from '../model/operations/scope.js';
import type { Condition } from '../query/condition.js';
import { conditionMatcher } from '../query/condition-matcher.js';
import { parseWhere } from '../query/parse-where.js';
import { checkDepth } from '../query/query-depth.js';
import type { QueryModel } from '../query/query-model.js';
import { parseQuery, type RawFilter } from '../query/query.js';
import { rowSorter } from '../query/row-sorter.js';
import { embeddedQueryModel } from './embedded-query-model.js';
import { relationScope } from './relation-scope.js';

type Row = Readonly<Record<string, unknown>>;

/**
 * Asks for values of an embedded list, in memory: within the `where` of the relation's scope, and with its includes. The
 * values are instances, or plain objects as they are stored.
 */
export class EmbeddedList {
  /** @param owner - the instance that holds the list; `null` for lists of several, which are included */
  constructor(
    private readonly relation: Relation,
    private readonly owner: object | null,
  ) {}

  /** The instances that a filter finds, with what it includes. */
  async find(values: readonly object[], filter: RawFilter | undefined, options: OperationOptions): Promise<object[]> {
    const { target } = this;
    const fields = this.fieldsOf(filter, options);
    const scope = relationScope(this.relation, this.owner, filter);
    const { include } = withinScope({ include: scope.include }, filter);
    const plan = target.registry.relations?.plan(include, target.core, options);
    const found = this.select(values, filter, options);
    // What is included is put into copies: the values themselves are stored without it.
    const shown =
      plan === undefined && fields === undefined ? found : found.map((value) => copyOf(value, target, fields));
    await plan?.load(shown, fields, options, 'instances');
    return shown;
  }

  /** The properties that a filter asks for; `undefined` for all. */
  fieldsOf(filter: RawFilter | undefined, options: OperationOptions): readonly string[] | undefined {
    return parseQuery({ fields: filter?.fields }, this.model, queryRules(this.target.core, options, 'ignore')).fields;
  }

  /** The values that a filter finds, in its order, as they are. */
  select<Value extends object>(
    values: readonly Value[],
    filter: RawFilter | undefined,
    options: OperationOptions,
  ): Value[] {
    const query = parseQuery(filter, this.model, queryRules(this.target.core, options, 'ignore'));
    const found = this.inScope(values, relationScope(this.relation, this.owner, filter)).filter(
      this.matcher(query.where),
    );
    const compare = rowSorter(query);
    const sorted = compare === undefined ? found : found.toSorted((a, b) => compare(this.rowOf(a), this.rowOf(b)));
    const { skip = 0, limit } = query;
    return sorted.slice(skip, limit === undefined ? undefined : skip + limit);
  }

  /** The values that hold a where. */
  matching(values: readonly object[], where: unknown, options: OperationOptions): object[] {
    const rules = queryRules(this.target.core, options, 'ignore');
    checkDepth(where, rules.maxDepth);
    const condition = parseWhere(where, this.model, rules);
    return this.inScope(values, relationScope(this.relation, this.owner)).filter(this.matcher(condition));
  }

  /** Whether a value is within the scope of the relation. */
  isInScope(value: object): boolean {
    return this.inScope([value], relationScope(this.relation, this.owner)).length > 0;
  }

  private inScope<Value extends object>(values: readonly Value[], { where }: RawFilter): readonly Value[] {
    if (where === undefined || where === null) return values;
    const condition = parseWhere(where, this.model, queryRules(this.target.core, { trustsQuery: true }, 'ignore'));
    return values.filter(this.matcher(condition));
  }

  private matcher(where: Condition | undefined): (value: object) => boolean {
    if (where === undefined) return () => true;
    const matches = conditionMatcher(where);
    return (value) => matches(this.rowOf(value));
  }

  // What is stored becomes an instance, so that dates and numbers are such.
  private rowOf(value: object): Row {
    return rowOf(isInstance(value) ? value : new this.target(value, { applyDefaultValues: false }));
  }

  private get target(): AnyModel {
    const { modelTo } = this.relation;
    if (modelTo === undefined) throw new TypeError(`The relation ${this.relation.name} has no target`);
    return modelTo;
  }

  private get model(): QueryModel {
    return embeddedQueryModel(this.target.core, this.relation.modelFrom.core);
  }
}

/** All values of an instance, those that its model does not declare included. */
function rowOf(value: object): Row {
  const { data, extras } = instanceState(value);
  return { ...value, ...Object.fromEntries(extras), ...data };
}

export function copyOf(value: object, target: AnyModel, fields: readonly string[] | undefined): object {
  const data = fields === undefined ? value : pick(rowOf(value), fields);
  return new target(data, { applyDefaultValues: false, persisted: instanceState(value).persisted, fields });
}

function pick(row: Row, names: readonly string[]): Row {
  return Object.fromEntries(names.filter((name) => row[name] !== undefined).map((name) => [name, row[name]]));
}
