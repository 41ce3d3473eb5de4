import { checkedWhere } from '../model/operations/checked-query.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { find } from '../model/operations/read.js';
import type { RawFilter } from '../query/query.js';
import { recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { parseSince } from './parse-since.js';
import { idNameOf, seenInstances } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** The changes from a checkpoint on: of instances that match a filter's where, and that hooks let the caller see; and deletions. */
export async function changesSince(
  { model, changes }: TrackedModel,
  since: unknown,
  filter: RawFilter | undefined,
  options: OperationOptions,
): Promise<readonly object[]> {
  const where = { modelName: model.modelName, checkpoint: { gte: parseSince(since) } };
  const asked = checkedWhere(model.core, filter?.where, options);
  const found = await find(changes.core, { where, order: 'id' }, internal(options));
  if (isEmpty(asked) && model.core.observersOf('access').length === 0) return found;
  const stored = found.map(recordOfChange).filter(({ rev }) => rev !== null);
  const ids = stored.map(({ modelId }) => modelId);
  const matching = await seenInstances(model, ids, options, { where: asked, fields: [idNameOf(model)] });
  return found.filter((change) => {
    const { rev, modelId } = recordOfChange(change);
    return rev === null || matching.has(modelId);
  });
}

function isEmpty(where: unknown): boolean {
  return typeof where !== 'object' || where === null || Object.keys(where).length === 0;
}
