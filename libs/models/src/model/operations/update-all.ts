import type { ModelCore } from '../model-core.js';
import { instanceState } from '../instance-state.js';
import { validateInstance, validates } from '../validation/validate-instance.js';
import { announce } from './announce.js';
import { OperationHooks } from './hooks.js';
import type { OperationOptions } from './operation-options.js';
import { trustedCondition, withoutIds } from './patch.js';
import { prepareWhere } from './prepare-query.js';
import { defaultScope, scopeValues } from './scope.js';
import { writeValues } from './write-values.js';

/** `updateAll`: changes all that match, in one statement, and tells how many. */
export async function updateAll(
  core: ModelCore,
  where: unknown,
  changes: Readonly<Record<string, unknown>>,
  options: OperationOptions,
): Promise<{ count: number }> {
  const hooks = new OperationHooks(core, options);
  const prepared = await prepareWhere(core, where, options, hooks, 'refuse');
  let { condition, raw } = prepared;
  let data: Record<string, unknown> = { ...changes, ...scopeValues(defaultScope(core)) };
  if (hooks.has('before save')) {
    const context = await hooks.notify('before save', { data, where: raw });
    data = context.data ?? data;
    if (context.where !== raw) {
      raw = context.where;
      condition = trustedCondition(core, raw);
    }
  }
  const made: object = new core.model(data, { applyDefaultValues: false });
  const checking = validates(core, options.validate, 'validateUpdate')
    ? validateInstance(made, core, { isNew: false, options })
    : undefined;
  if (checking !== undefined) await checking;
  let written = withoutIds(core, instanceState(made).data);
  if (hooks.has('persist')) written = (await hooks.notify('persist', { data: written, where: raw })).data ?? written;
  const affected = await writeValues(core, written, condition, options, 'patch');
  if (hooks.has('after save')) await hooks.notify('after save', { data, where: raw, info: { count: affected } });
  if (affected > 0) announce(core, { kind: 'updateAll', where: raw, data });
  return { count: affected };
}
