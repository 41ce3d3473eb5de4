import type { OperationOptions } from '../model/operations/operation-options.js';
import { lookUp } from '../model/operations/read.js';
import { recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { recordChange } from './record-change.js';
import { revisionOf } from './revision.js';
import { AT_ONCE, idOfText, storedInstances } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/**
 * Compares all records with what is stored, and brings those up to it that differ.
 *
 * @param goesOn - asked before each part: whether to go on
 */
export async function recordAll(
  tracked: TrackedModel,
  options: OperationOptions,
  goesOn: () => boolean = () => true,
): Promise<void> {
  const { model, changes } = tracked;
  let after = '';
  while (goesOn()) {
    const filter = { where: { modelName: model.modelName, id: { gt: after } }, order: 'id' };
    const records = (await lookUp(changes.core, filter, AT_ONCE, internal(options))).map(recordOfChange);
    const last = records.at(-1);
    if (last === undefined) return;
    after = last.id;
    const ids = records.map(({ modelId }) => modelId);
    const stored = await storedInstances(model, ids, options);
    // One after the other: they are few, and each needs a connection.
    for (const { modelId, rev } of records) {
      if (rev === revisionOf(stored.get(modelId)) || !goesOn()) continue;
      await recordChange(tracked, idOfText(model, modelId), options);
    }
  }
}
