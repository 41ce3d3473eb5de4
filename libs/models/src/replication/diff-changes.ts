import type { Difference } from '../model/replication-support.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { findRecords, recordOfChange } from './change-records.js';
import { makeChange } from './make-change.js';
import { type GivenChange, parseChanges } from './parse-change.js';
import { parseSince } from './parse-since.js';
import { recordChange } from './record-change.js';
import { revisionOf } from './revision.js';
import { idOfText, keptIds, storedInstances } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** Divides changes of another side into those that can be applied here, and those that changes of here are in the way of. */
export async function diffChanges(
  tracked: TrackedModel,
  since: unknown,
  remoteChanges: unknown,
  options: OperationOptions,
): Promise<Difference> {
  const from = parseSince(since);
  const remote = parseChanges(remoteChanges, 'remoteChanges');
  const local = await localRecords(tracked, remote, options);
  const deltas: object[] = [];
  const conflicts: object[] = [];
  for (const change of remote) {
    const known = local.get(change.modelId);
    const record = known === undefined ? undefined : recordOfChange(known);
    const rev = record?.rev ?? null;
    if (rev === (change.rev ?? null)) continue;
    const isChangedHere = record !== undefined && record.checkpoint >= from && rev !== (change.prev ?? null);
    if (isChangedHere && known !== undefined) conflicts.push(known);
    else deltas.push(makeChange(tracked, { ...change, prev: rev }));
  }
  return { deltas, conflicts };
}

async function localRecords(
  tracked: TrackedModel,
  remote: readonly GivenChange[],
  options: OperationOptions,
): Promise<ReadonlyMap<string, object>> {
  const ids = [...new Set(remote.map(({ modelId }) => modelId))];
  const records = await findRecords(tracked, ids, options);
  const untold = await untoldIds(tracked, ids, records, options);
  for (const id of untold) await recordChange(tracked, idOfText(tracked.model, id), options);
  const all = new Map([...records, ...(await findRecords(tracked, untold, options))]);
  for (const id of await keptIds(tracked.model, ids, options)) all.delete(id);
  return all;
}

// What was there before changes were tracked, and has not changed since, counts as made now; and all changes where they are
// not tracked.
async function untoldIds(
  { model }: TrackedModel,
  ids: readonly string[],
  records: ReadonlyMap<string, object>,
  options: OperationOptions,
): Promise<readonly string[]> {
  const isTracked = model.settings['trackChanges'] === true;
  const asked = isTracked ? ids.filter((id) => !records.has(id)) : ids;
  const stored = await storedInstances(model, asked, options);
  return asked.filter((id) => {
    const record = records.get(id);
    return revisionOf(stored.get(id)) !== (record === undefined ? null : recordOfChange(record).rev);
  });
}
