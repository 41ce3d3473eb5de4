import { atomically } from '../model/operations/atomically.js';
import { create } from '../model/operations/create.js';
import { idText } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { writeValues } from '../model/operations/write-values.js';
import { findRecord, recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { changeId, revisionOf } from './revision.js';
import { storedInstances } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/**
 * Brings the record of an instance up to what is stored. It is read under a lock of its own, so that of two writers the last
 * one to come here has read what both have left.
 */
export function recordChange(tracked: TrackedModel, id: unknown, options: OperationOptions): Promise<void> {
  const { model, changes, checkpoints } = tracked;
  const modelId = idText(id);
  // A table that is still to be made could not be within the transaction.
  checkpoints.attach();
  const key = changeId(model.modelName, modelId);
  return atomically([changes.core, model.core], `loopnest change ${key}`, internal(options), async (own) => {
    const checkpoint = await checkpoints.hold(own);
    const rev = revisionOf((await storedInstances(model, [modelId], own)).get(modelId));
    const known = await findRecord(tracked, modelId, own);
    if (known === undefined) {
      if (rev === null) return;
      const made = { id: key, rev, prev: null, checkpoint, modelName: model.modelName, modelId };
      await create(changes.core, made, own);
      return;
    }
    const record = recordOfChange(known);
    if (record.rev === rev) return;
    // Within a checkpoint the revision before stays.
    const moved = record.checkpoint === checkpoint ? { rev } : { rev, prev: record.rev, checkpoint };
    await writeValues(changes.core, moved, trustedCondition(changes.core, { id: key }), own, 'patch');
  });
}
