import { checkedWhere } from '../model/operations/checked-query.js';
import { type OperationOptions, withoutPageSize } from '../model/operations/operation-options.js';
import { find } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import type { RawFilter } from '../query/query.js';
import { recordOfChange } from './change-records.js';
import { internal } from './internal-options.js';
import { parseSince } from './parse-since.js';
import { idNameOf, idOfText, inChunks, textOfId } from './stored-instances.js';
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
  const matching = new Set<string>();
  const stored = found.map(recordOfChange).filter(({ rev }) => rev !== null);
  // Without a part of them an other side would never hear of the rest.
  const own = { ...withoutPageSize(options), trustsQuery: true };
  const idName = idNameOf(model);
  for (const some of inChunks(stored)) {
    const ids = { [idName]: { inq: some.map(({ modelId }) => idOfText(model, modelId)) } };
    const instances = await find(model.core, { where: bothWheres(ids, asked), fields: [idName] }, own);
    for (const instance of instances) matching.add(textOfId(model, instance));
  }
  return found.filter((change) => {
    const { rev, modelId } = recordOfChange(change);
    return rev === null || matching.has(modelId);
  });
}

function isEmpty(where: unknown): boolean {
  return typeof where !== 'object' || where === null || Object.keys(where).length === 0;
}
