import { atomically } from '../model/operations/atomically.js';
import { createUntaken } from '../model/operations/create.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { writeValues } from '../model/operations/write-values.js';
import { findRecord, recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { changeId, revisionOf } from './revision.js';
import { storedInstances, textOfGivenId } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

// What LoopBack has for a revision that nobody has noted.
const UNKNOWN_REVISION = 'unknown';

/**
 * Brings the record of an instance up to what is stored. It is read under a lock of its own, so that of two writers the last
 * one to come here has read what both have left.
 *
 * @param what - of what was there before changes were tracked there is no record; its deletion makes one
 */
export function recordChange(
  tracked: TrackedModel,
  id: unknown,
  options: OperationOptions,
  what: 'changed' | 'deleted' = 'changed',
): Promise<void> {
  const { model, changes, checkpoints } = tracked;
  const modelId = textOfGivenId(model, id);
  // A table that is still to be made could not be within the transaction.
  checkpoints.attach();
  const key = changeId(model.modelName, modelId);
  return atomically([changes.core, model.core], recordLock(key), internal(options), async (own) => {
    const checkpoint = await checkpoints.hold(own);
    const rev = revisionOf((await storedInstances(model, [modelId], own)).get(modelId));
    let known = await findRecord(tracked, modelId, own);
    if (known === undefined) {
      if (rev === null && what === 'changed') return;
      const prev = rev === null ? UNKNOWN_REVISION : null;
      const made = { id: key, rev, prev, checkpoint, modelName: model.modelName, modelId };
      if (await createUntaken(changes.core, made, own)) return;
      // A process that does not know of the lock was faster.
      known = await findRecord(tracked, modelId, own);
      if (known === undefined) return;
    }
    const record = recordOfChange(known);
    if (record.rev === rev) return;
    // Within a checkpoint the revision before stays.
    const moved = record.checkpoint === checkpoint ? { rev } : { rev, prev: record.rev, checkpoint };
    await writeValues(changes.core, moved, trustedCondition(changes.core, { id: key }), own, 'patch');
  });
}

/** What whoever writes a record holds. */
export function recordLock(key: string): string {
  return `loopnest change ${key}`;
}
