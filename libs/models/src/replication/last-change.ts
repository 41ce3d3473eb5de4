import { idText } from '../model/operations/id-clause.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { writeValues } from '../model/operations/write-values.js';
import { findRecord, recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { NoChangeError } from './no-change.error.js';
import { parseRecord } from './parse-change.js';
import type { TrackedModel } from './tracked-model.js';

/** Changes the record of an instance: its revisions and its checkpoint, nothing else of it. */
export async function updateLastChange(
  tracked: TrackedModel,
  id: unknown,
  data: unknown,
  options: OperationOptions,
): Promise<object> {
  const modelId = idText(id);
  const given = parseRecord(data);
  const known = await findRecord(tracked, modelId, options);
  if (known === undefined) throw new NoChangeError(tracked.model.modelName, modelId);
  const { core } = tracked.changes;
  const condition = trustedCondition(core, { id: recordOfChange(known).id });
  await writeValues(core, { ...given }, condition, internal(options), 'patch');
  return (await findRecord(tracked, modelId, options)) ?? known;
}
