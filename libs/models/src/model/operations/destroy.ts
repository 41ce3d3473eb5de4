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
  target: DestroyTarget,
): Promise<{ count: number }> {
  const deletion = await planDeletion(core, where, options, target);
  return deletion.finish(await deletion.run(options));
}

interface DestroyTarget {
  readonly id?: unknown;
  readonly instance?: object;
}

/** A deletion whose hooks have let it pass: several can be run in one transaction, in which no hook runs. */
export interface PlannedDeletion {
  /** Deletes the rows, and gives how many there were. */
  run(options: OperationOptions): Promise<number>;
  /** Tells those who watch, once it is certain. */
  finish(affected: number): Promise<{ count: number }>;
}

/** The first part of a deletion: `access` and `before delete`. */
export async function planDeletion(
  core: ModelCore,
  where: unknown,
  options: OperationOptions,
  target: DestroyTarget,
): Promise<PlannedDeletion> {
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
  return {
    async run(own) {
      if (condition?.kind === 'nothing') return 0;
      return (await runStatement(core, deleteStatement(core.queries.query, condition), 'write', own)).affected;
    },
    async finish(affected) {
      if (isWatched && hooks.has('after delete'))
        await hooks.notify('after delete', { ...context(), info: { count: affected } });
      if (affected > 0)
        announce(core, { kind: 'remove', where: raw, ...(target.id === undefined ? {} : { id: target.id }) });
      return { count: affected };
    },
  };
}

/** The same of one instance. */
export function planDeletionOf(core: ModelCore, instance: object, options: OperationOptions): Promise<PlannedDeletion> {
  const id = instanceState(instance).data[core.schema.idName ?? ''];
  return planDeletion(core, ownWhere(core, instance), options, { id, instance });
}

function strict(core: ModelCore, id: unknown, result: { count: number }): { count: number } {
  if (result.count > 0 || core.schema.settings['strictDelete'] !== true) return result;
  throw new LoopnestError(404, `No instance with id ${idText(id)} found for ${core.schema.name}`, {
    code: 'NOT_FOUND',
  });
}
