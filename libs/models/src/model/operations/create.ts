import { insertStatement } from '../../query/statements.js';
import { assignValues, instanceState, isInstance } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { announce } from './announce.js';
import { columnValues } from './column-values.js';
import { OperationHooks } from './hooks.js';
import type { OperationOptions } from './operation-options.js';
import { runStatement } from './run-statement.js';
import { defaultScope, scopeValues } from './scope.js';

/** `create` of one: coerces, applies defaults and the scope, checks, stores. An instance that is given becomes stored. */
export async function create(core: ModelCore, data: unknown, options: OperationOptions): Promise<object> {
  const hooks = new OperationHooks(core, options);
  const instance = ownInstance(core, data);
  const scope = defaultScope(core);
  if (scope !== undefined) assignValues(instance, core, scopeValues(scope));
  if (hooks.has('before save')) await hooks.notify('before save', { instance, isNewInstance: true });
  if (validates(core, options.validate)) validateInstance(instance, core, { isNew: true });
  await insert(core, instance, options, hooks);
  return instance;
}

/** An instance of the model: the one that is given, or one of the data. */
export function ownInstance(core: ModelCore, data: unknown): object {
  return isInstance(data) && data instanceof core.model ? data : new core.model(data ?? {});
}

async function insert(core: ModelCore, instance: object, options: OperationOptions, hooks: OperationHooks): Promise<void> {
  const state = instanceState(instance);
  let { data } = state;
  if (hooks.has('persist')) {
    const context = await hooks.notify('persist', { data: { ...data }, currentInstance: instance, isNewInstance: true });
    data = context.data ?? data;
  }
  const { query, idColumns } = core.queries;
  const returning = idColumns.filter((column) => column.generated !== false && isMissing(data[column.property]));
  const statement = insertStatement(query, columnValues(core, data, 'create'), returning);
  const { rows } = await runStatement(core, statement, 'write', options);
  const { generatedId } = core.requireDataSource().connector;
  for (const { property } of returning) state.data[property] = rows[0]?.[property] ?? generatedId?.make();
  state.persisted = true;
  if (hooks.has('loaded')) {
    const context = await hooks.notify('loaded', { data: { ...data }, isNewInstance: true });
    if (core.schema.settings['updateOnLoad'] === true) assignValues(instance, core, context.data ?? {});
  }
  if (options.notify !== false && hooks.has('after save')) await hooks.notify('after save', { instance, isNewInstance: true });
  announce(core, { kind: 'create', instance });
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null;
}
