import { LoopnestError } from '../../errors/loopnest.error.js';
import { assignValues, instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { announce } from './announce.js';
import { OperationHooks } from './hooks.js';
import type { OperationOptions } from './operation-options.js';
import { ownWhere, update } from './patch.js';
import { bothWheres, defaultScope, scopeValues } from './scope.js';

/** `replaceById`: everything but the id is overwritten; what is not given becomes its default, or null. */
export async function replaceById(core: ModelCore, id: unknown, data: Readonly<Record<string, unknown>>, options: OperationOptions): Promise<object> {
  const { idName } = core.schema;
  if (idName === undefined) throw new LoopnestError(500, `Model ${core.schema.name} has no id`);
  const given = data[idName];
  if (given !== undefined && given !== null && String(given) !== String(id)) {
    throw new LoopnestError(400, `id property (${idName}) cannot be updated from ${String(id)} to ${String(given)}`);
  }
  const instance: object = new core.model({ ...data, [idName]: id });
  return replace(core, instance, options);
}

/** Replaces what is stored of an instance with the whole of it. */
export async function replace(core: ModelCore, instance: object, options: OperationOptions): Promise<object> {
  const hooks = new OperationHooks(core, options);
  const scope = defaultScope(core);
  if (scope !== undefined) assignValues(instance, core, scopeValues(scope));
  if (hooks.has('before save')) await hooks.notify('before save', { instance, isNewInstance: false });
  if (validates(core, options.validate)) validateInstance(instance, core, { isNew: false });
  const state = instanceState(instance);
  const where = ownWhere(core, instance);
  let written: Record<string, unknown> = { ...state.data };
  if (hooks.has('persist')) {
    written = (await hooks.notify('persist', { data: written, where, currentInstance: instance, isNewInstance: false })).data ?? written;
    assignValues(instance, core, written);
  }
  await update(core, written, bothWheres(scope?.where, where), options, () => new ReplaceNotFoundError(where), true);
  state.persisted = true;
  if (hooks.has('loaded')) {
    const context = await hooks.notify('loaded', { data: written, isNewInstance: false });
    assignValues(instance, core, context.data ?? {});
  }
  if (options.notify !== false && hooks.has('after save')) await hooks.notify('after save', { instance, isNewInstance: false });
  announce(core, { kind: 'update', instance });
  return instance;
}

/** What is to be replaced is not there: 404. */
export class ReplaceNotFoundError extends LoopnestError {
  constructor(where: Readonly<Record<string, unknown>>) {
    super(404, `Could not replace. Object with id ${Object.values(where).map(String).join(',')} does not exist!`);
  }
}
