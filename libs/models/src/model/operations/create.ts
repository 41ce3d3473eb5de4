import type { Column } from '../../datasource/column.js';
import type { ExecuteResult } from '../../datasource/executor.js';
import { type ColumnValues, insertStatement, insertUnlessStatement } from '../../query/statements.js';
import { assignValues, instanceState, isInstance } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { announce } from './announce.js';
import { columnValues } from './column-values.js';
import { withNameLocked } from './lock-name.js';
import { trustedCondition } from './patch.js';
import { OperationHooks } from './hooks.js';
import type { OperationOptions } from './operation-options.js';
import { runStatement } from './run-statement.js';
import { bothWheres, defaultScope, scopeValues } from './scope.js';

/** `create` of one: coerces, applies defaults and the scope, checks, stores. An instance that is given becomes stored. */
export async function create(core: ModelCore, data: unknown, options: OperationOptions): Promise<object> {
  const instance = ownInstance(core, data);
  await createInstance(core, instance, options);
  return instance;
}

/** A row that has to be the only one of its kind. */
export interface OnlyRow {
  /** The where of our own that finds it. */
  readonly where: unknown;
  /** What whoever makes the same row calls it. */
  readonly name: string;
}

/** `create` of one where there is no such row yet: `undefined` where there is, also where another request makes it meanwhile. */
export async function createOnly(
  core: ModelCore,
  data: unknown,
  only: OnlyRow,
  options: OperationOptions,
): Promise<object | undefined> {
  const instance = ownInstance(core, data);
  const isStored = core.requireDataSource().connector.storesData !== false;
  return (await createInstance(core, instance, options, isStored ? only : undefined)) ? instance : undefined;
}

/** `create` of one with an id of our own, where no row has that or another value that is unique; tells whether it is stored. */
export function createUntaken(core: ModelCore, data: unknown, options: OperationOptions): Promise<boolean> {
  return createInstance(core, ownInstance(core, data), options, 'untaken');
}

async function createInstance(
  core: ModelCore,
  instance: object,
  options: OperationOptions,
  only?: OnlyRow | 'untaken',
): Promise<boolean> {
  const hooks = new OperationHooks(core, options);
  const scope = defaultScope(core);
  if (scope !== undefined) assignValues(instance, core, scopeValues(scope));
  if (hooks.has('before save')) await hooks.notify('before save', { instance, isNewInstance: true });
  const checking = validates(core, options.validate)
    ? validateInstance(instance, core, { isNew: true, options })
    : undefined;
  if (checking !== undefined) await checking;
  return insert(core, instance, options, hooks, only);
}

/** An instance of the model: the one that is given, or one of the data. */
export function ownInstance(core: ModelCore, data: unknown): object {
  return isInstance(data) && data instanceof core.model ? data : new core.model(data ?? {});
}

async function insert(
  core: ModelCore,
  instance: object,
  options: OperationOptions,
  hooks: OperationHooks,
  only: OnlyRow | 'untaken' | undefined,
): Promise<boolean> {
  const state = instanceState(instance);
  let { data } = state;
  if (hooks.has('persist')) {
    const context = await hooks.notify('persist', {
      data: { ...data },
      currentInstance: instance,
      isNewInstance: true,
    });
    data = context.data ?? data;
  }
  const returning = core.queries.idColumns.filter(
    (column) => column.generated !== false && isMissing(data[column.property]),
  );
  const values = columnValues(core, data, 'create');
  const { rows, affected } = await (typeof only === 'object'
    ? insertOnly(core, values, returning, only, options)
    : runStatement(core, insertStatement(core.queries.query, values, returning, only), 'write', options));
  if (only !== undefined && affected === 0) return false;
  const { generatedId } = core.requireDataSource().connector;
  for (const { property } of returning) state.data[property] = rows[0]?.[property] ?? generatedId?.make();
  state.persisted = true;
  if (hooks.has('loaded')) {
    const context = await hooks.notify('loaded', { data: { ...data }, isNewInstance: true });
    if (core.schema.settings['updateOnLoad'] === true) assignValues(instance, core, context.data ?? {});
  }
  if (options.notify !== false && hooks.has('after save'))
    await hooks.notify('after save', { instance, isNewInstance: true });
  announce(core, { kind: 'create', instance });
  return true;
}

// Whether there is such a row is looked up in the statement that inserts it, so that hooks need not run in a transaction:
// what they do by themselves would wait for its end.
function insertOnly(
  core: ModelCore,
  values: ColumnValues,
  returning: readonly Column[],
  { name, where }: OnlyRow,
  options: OperationOptions,
): Promise<ExecuteResult> {
  const unless = trustedCondition(core, bothWheres(defaultScope(core)?.where, where));
  const statement = insertUnlessStatement(core.queries.query, values, unless, returning);
  return withNameLocked(core, name, options, (own) => runStatement(core, statement, 'write', own));
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
