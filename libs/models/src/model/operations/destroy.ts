import { LoopnestError } from '../../errors/loopnest.error.js';
import { deleteStatement } from '../../query/statements.js';
import { instanceState } from '../instance-state.js';
import type { ModelCore } from '../model-core.js';
import { announce } from './announce.js';
import { type HookContext, OperationHooks } from './hooks.js';
import { idClause, idText } from './id-clause.js';
import type { OperationOptions } from './operation-options.js';
import { ownWhere, trustedCondition } from './patch.js';
import { prepareWhere } from './prepare-query.js';
import { runStatement } from './run-statement.js';

/** `destroyAll`: deletes all that match, and tells how many. Without a where, everything. */
export async function destroyAll(
  core: ModelCore,
  where: unknown,
  options: OperationOptions,
): Promise<{ count: number }> {
  return destroy(core, where, options, {});
}

/** `deleteById`; with `strictDelete` an unknown id is 404. */
export async function destroyById(core: ModelCore, id: unknown, options: OperationOptions): Promise<{ count: number }> {
  const { idName } = core.schema;
  if (idName === undefined) throw new LoopnestError(500, `Model ${core.schema.name} has no id`);
  return strict(core, id, await destroy(core, { [idName]: idClause(id) }, options, { id }));
}

/** `destroy` of an instance. */
export async function destroyInstance(
  core: ModelCore,
  instance: object,
  options: OperationOptions,
): Promise<{ count: number }> {
  const id = instanceState(instance).data[core.schema.idName ?? ''];
  return strict(core, id, await destroy(core, ownWhere(core, instance), options, { id, instance }));
}

async function destroy(
  core: ModelCore,
  where: unknown,
  options: OperationOptions,
  target: { readonly id?: unknown; readonly instance?: object },
): Promise<{ count: number }> {
  const hooks = new OperationHooks(core, options);
  let { condition, raw } = await prepareWhere(core, where, options, hooks, 'refuse');
  const isWatched = options.notify !== false;
  const context = (): Partial<HookContext> => ({
    where: raw,
    ...(target.instance === undefined ? {} : { instance: target.instance }),
  });
  if (isWatched && hooks.has('before delete')) {
    const changed = await hooks.notify('before delete', context());
    raw = changed.where;
    condition = trustedCondition(core, raw);
  }
  const affected =
    condition?.kind === 'nothing'
      ? 0
      : (await runStatement(core, deleteStatement(core.queries.query, condition), 'write', options)).affected;
  if (isWatched && hooks.has('after delete'))
    await hooks.notify('after delete', { ...context(), info: { count: affected } });
  if (affected > 0)
    announce(core, { kind: 'remove', where: raw, ...(target.id === undefined ? {} : { id: target.id }) });
  return { count: affected };
}

function strict(core: ModelCore, id: unknown, result: { count: number }): { count: number } {
  if (result.count > 0 || core.schema.settings['strictDelete'] !== true) return result;
  throw new LoopnestError(404, `No instance with id ${idText(id)} found for ${core.schema.name}`, {
    code: 'NOT_FOUND',
  });
}
