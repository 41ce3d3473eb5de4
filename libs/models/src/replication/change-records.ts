import { instanceState } from '../model/instance-state.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { lookUp } from '../model/operations/read.js';
import { internal } from './internal-options.js';
import { changeId } from './revision.js';
import { inChunks, keptIds } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** The values of a record. */
export interface ChangeRecord {
  readonly id: string;
  readonly rev: string | null;
  readonly prev: string | null;
  readonly checkpoint: number;
  readonly modelName: string;
  readonly modelId: string;
}

/** The values of an instance of a change model. */
export function recordOfChange(change: object): ChangeRecord {
  const { data } = instanceState(change);
  return {
    id: String(data['id']),
    rev: (data['rev'] ?? null) as string | null,
    prev: (data['prev'] ?? null) as string | null,
    checkpoint: Number(data['checkpoint']),
    modelName: String(data['modelName']),
    modelId: String(data['modelId']),
  };
}

/** The record of an instance, by the text of its id. */
export async function findRecord(
  { changes, model }: TrackedModel,
  modelId: string,
  options: OperationOptions,
): Promise<object | undefined> {
  const where = { id: changeId(model.modelName, modelId) };
  const [found] = await lookUp(changes.core, { where }, 1, internal(options));
  return found;
}

/** The same, unless hooks keep the instance from the caller: its revision is not the caller's to know. */
export async function findSeenRecord(
  tracked: TrackedModel,
  modelId: string,
  options: OperationOptions,
): Promise<object | undefined> {
  const kept = await keptIds(tracked.model, [modelId], options);
  return kept.length > 0 ? undefined : findRecord(tracked, modelId, options);
}

/** The records of some instances, by the texts of their ids. */
export async function findRecords(
  { changes, model }: TrackedModel,
  modelIds: readonly string[],
  options: OperationOptions,
): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  for (const some of inChunks(modelIds)) {
    const where = { id: { inq: some.map((modelId) => changeId(model.modelName, modelId)) } };
    const records = await lookUp(changes.core, { where }, some.length, internal(options));
    for (const record of records) found.set(recordOfChange(record).modelId, record);
  }
  return found;
}
