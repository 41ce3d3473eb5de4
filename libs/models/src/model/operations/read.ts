import type { Query, RawFilter } from '../../query/query.js';
import { countStatement, type PerKey, selectStatement } from '../../query/statements.js';
import { showsEmbeddedRows } from '../embedded-models.js';
import type { ModelCore, Selection } from '../model-core.js';
import { LoopnestError } from '../../errors/loopnest.error.js';
import { OperationHooks } from './hooks.js';
import { type OperationOptions, setting, withoutPageSize } from './operation-options.js';
import { prepareQuery, prepareWhere } from './prepare-query.js';
import { runStatement } from './run-statement.js';
import { idClause } from './id-clause.js';
import { defaultScope } from './scope.js';
import { hiddenKeys, withKeys, withoutKeys } from './include-keys.js';
import { toInstance, toInstances } from './to-instances.js';

type Row = Record<string, unknown>;

/** `find`: instances of all that match. */
export async function find(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): Promise<object[]> {
  // The page is that of these rows: hooks that pass their options on see all of others.
  const inner = withoutPageSize(options);
  const hooks = new OperationHooks(core, inner);
  const query = await prepareQuery(core, filter, inner, hooks);
  const plan = core.registry.relations?.plan(query.include, core, inner);
  const fields = withKeys(query.fields, hiddenKeys(core, plan));
  const rows = await select(core, query, options, core.queries.selection(fields, true));
  const instances = await toInstances(core, rows, query.fields, hooks, inner);
  await plan?.load(instances, query.fields, inner, 'instances');
  return instances;
}

/**
 * The rows of a `find` as they are answered: no instances, no hidden columns. Only where nobody looks at instances; see
 * {@link answersRows}.
 */
export async function findRows(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): Promise<Row[]> {
  const inner = withoutPageSize(options);
  const query = await prepareQuery(core, filter, inner, new OperationHooks(core, inner));
  const plan = core.registry.relations?.plan(query.include, core, inner);
  if (plan === undefined) return select(core, query, options, core.queries.selection(query.fields, false));
  const hidden = hiddenKeys(core, plan);
  const rows = await select(core, query, options, core.queries.visibleSelection(query.fields, hidden));
  await plan.load(rows, query.fields, inner, 'rows');
  return withoutKeys(rows, hidden);
}

/** Whether rows can be answered without making instances of them: no hook, and no way of the model's own to show itself. */
export function answersRows(core: ModelCore): boolean {
  return !core.hasObservers('loaded') && core.showsRows && showsEmbeddedRows(core);
}

export async function findOne(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): Promise<object | null> {
  const [first] = await find(core, onlyFirst(filter), options);
  return first ?? null;
}

/** Stored instances that a write is about, so many at most: `access` is told of the look-up, `loaded` is not. */
export async function lookUp(
  core: ModelCore,
  filter: RawFilter,
  limit: number,
  options: OperationOptions,
): Promise<object[]> {
  const query = await prepareQuery(core, filter, options, new OperationHooks(core, options));
  const rows = await select(core, { ...query, limit }, options, core.queries.selection(undefined, true));
  return rows.map((row) => toInstance(core, row));
}

export async function findOneRow(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): Promise<Row | null> {
  const [first] = await findRows(core, onlyFirst(filter), options);
  return first ?? null;
}

/** The row that `findById` answers; of an id alone it is asked for with a statement that is the same for all of them. */
export async function findRowById(
  core: ModelCore,
  id: unknown,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): Promise<Row | null> {
  const { queries } = core;
  const isAlone = filter === undefined && defaultScope(core) === undefined && !core.hasObservers('access');
  const statement = isAlone ? queries.byId(id) : undefined;
  if (statement === undefined) return findOneRow(core, byId(core, id, filter), options);
  const { rows } = await runStatement(core, statement, 'read', options);
  return queries.visible.read(rows)[0] ?? null;
}

// As LoopBack tells `access` of it.
function onlyFirst(filter: RawFilter | null | undefined): RawFilter {
  const skip = filter?.skip ?? filter?.offset ?? 0;
  return { ...filter, limit: 1, offset: skip, skip };
}

/** The filter of a `findById`: of the caller's, only `fields` and `include` count. */
export function byId(core: ModelCore, id: unknown, filter?: RawFilter | null): RawFilter {
  const { idName } = core.schema;
  if (idName === undefined) throw new LoopnestError(500, `Model ${core.schema.name} has no id`);
  return {
    fields: filter?.fields,
    include: filter?.include,
    where: { [idName]: idClause(id) },
    limit: 1,
    offset: 0,
    skip: 0,
  };
}

export async function count(core: ModelCore, where: unknown, options: OperationOptions): Promise<number> {
  const hooks = new OperationHooks(core, options);
  const { condition } = await prepareWhere(core, where, options, hooks, 'ignore');
  if (condition?.kind === 'nothing') return 0;
  const { rows } = await runStatement(core, countStatement(core.queries.query, condition), 'read', options);
  return Number(rows[0]?.['count'] ?? 0);
}

/** Runs a SELECT and reads its rows for JSON. */
export async function select(
  core: ModelCore,
  query: Query,
  options: OperationOptions,
  selection: Selection,
  perKey?: PerKey,
): Promise<Row[]> {
  if (query.where?.kind === 'nothing') return [];
  const limits = options.queryLimits;
  const paged =
    limits?.pageSize === undefined
      ? query
      : { ...query, limit: Math.min(query.limit ?? limits.pageSize, limits.pageSize) };
  const statement = selectStatement(core.queries.query, paged, {
    columns: selection.columns,
    list: selection.list,
    sortById: sortsById(core),
    perKey,
  });
  const { rows } = await runStatement(core, statement, 'read', options);
  return selection.read(rows);
}

function sortsById(core: ModelCore): boolean {
  const defaultIdSort = setting(core, 'defaultIdSort');
  if (defaultIdSort === false) return false;
  if (defaultIdSort !== 'numericIdOnly') return true;
  const type = core.schema.idProperty?.type;
  return type?.kind === 'scalar' && type.name === 'number';
}
