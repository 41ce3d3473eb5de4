import { atomically } from '../model/operations/atomically.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { writeValues } from '../model/operations/write-values.js';
import { findRecord, findSeenRecord } from './change-records.js';
import { internal } from './internal-options.js';
import { NoChangeError } from './no-change.error.js';
import { parseRecord } from './parse-change.js';
import { recordLock } from './record-change.js';
import { changeId } from './revision.js';
import { textOfGivenId } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** Changes the record of an instance: its revisions and its checkpoint, nothing else of it. */
export async function updateLastChange(
  tracked: TrackedModel,
  id: unknown,
  data: unknown,
  options: OperationOptions,
): Promise<object> {
  const modelId = textOfGivenId(tracked.model, id);
  const given = parseRecord(data);
  const known = await findSeenRecord(tracked, modelId, options);
  if (known === undefined) throw new NoChangeError(tracked.model.modelName, modelId);
  const { core } = tracked.changes;
  const key = changeId(tracked.model.modelName, modelId);
  return atomically([core], recordLock(key), internal(options), async (own) => {
    await writeValues(core, { ...given }, trustedCondition(core, { id: key }), own, 'patch');
    return (await findRecord(tracked, modelId, own)) ?? known;
  });
}
