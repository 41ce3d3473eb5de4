import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { Checkpoints, Replicated, ReplicateOptions } from '../model/replication-support.js';
import { recordOfChange } from './change-records.js';
import { ConflictError } from './conflict.error.js';
import { Conflict } from './conflict.js';
import type { DeltaUpdate } from './create-updates.js';
import { parseBothSince } from './parse-since.js';
import { revisionOf } from './revision.js';
import { storedInstances } from './stored-instances.js';

const MOST_ATTEMPTS = 3;

/**
 * Applies the changes of one model since a checkpoint to another one, again while there was something to do: changes that
 * are made meanwhile belong to the next attempt, or to the next time.
 */
export async function replicate(
  source: AnyModel,
  target: AnyModel,
  since: unknown,
  { filter, ...options }: ReplicateOptions,
): Promise<Replicated> {
  const sides: Sides = { source, target, filter, options, targetOptions: optionsFor(target, source, options) };
  const conflicts = new Map<string, Conflict>();
  const callOptions = { source: options, target: sides.targetOptions };
  let checkpoints = parseBothSince(since);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const done = await attemptOnce(sides, checkpoints);
    for (const id of done.conflicts) conflicts.set(id, new Conflict(id, source, target, callOptions));
    checkpoints = done.checkpoints;
    if (done.updates === 0) break;
  }
  return { conflicts: [...conflicts.values()], checkpoints };
}

interface Sides {
  readonly source: AnyModel;
  readonly target: AnyModel;
  readonly filter: ReplicateOptions['filter'];
  readonly options: OperationOptions;
  readonly targetOptions: OperationOptions;
}

interface Attempt {
  readonly updates: number;
  /** Ids of the instances in conflict. */
  readonly conflicts: readonly string[];
  readonly checkpoints: Checkpoints;
}

async function attemptOnce(sides: Sides, since: Checkpoints): Promise<Attempt> {
  const { source, target, filter, options, targetOptions } = sides;
  const checkpoints = {
    source: sequenceOf(await source.checkpoint(options)),
    target: sequenceOf(await target.checkpoint(targetOptions)),
  };
  const found = await source.changes(since.source, filter, options);
  // Those of the checkpoint that has begun come the next time, when there can be no more of them.
  const changes = found.filter((change) => recordOfChange(change).checkpoint < checkpoints.source);
  if (changes.length === 0) return { updates: 0, conflicts: [], checkpoints };
  const { deltas, conflicts } = await target.diff(since.target, changes, targetOptions);
  const updates = await source.createUpdates(deltas, options);
  const current = await currentOf(source, updates, options);
  const refused = current.length === 0 ? [] : await apply(target, current, targetOptions);
  const ids = conflicts.map((change) => recordOfChange(change).modelId);
  return { updates: updates.length, conflicts: [...ids, ...refused], checkpoints };
}

// Data that have changed since their change was read belong to the next attempt, whose change is based on this one. What
// `loaded` hooks have changed has another revision, too: whether it is up to date, what is stored tells.
async function currentOf(
  source: AnyModel,
  updates: readonly object[],
  options: OperationOptions,
): Promise<readonly object[]> {
  const doubtful = new Set((updates as readonly DeltaUpdate[]).filter(({ change, data }) => isOther(change, data)));
  if (doubtful.size === 0) return updates;
  const ids = [...doubtful].map(({ change }) => recordOfChange(change).modelId);
  const stored = await storedInstances(source, ids, options);
  return (updates as readonly DeltaUpdate[]).filter((update) => {
    const { modelId, rev } = recordOfChange(update.change);
    return !doubtful.has(update) || revisionOf(stored.get(modelId)) === rev;
  });
}

function isOther(change: object, data: object | undefined): boolean {
  return data !== undefined && revisionOf(data) !== recordOfChange(change).rev;
}

/** Applies updates, and gives the ids of those that somebody else was faster with. */
async function apply(
  target: AnyModel,
  updates: readonly object[],
  options: OperationOptions,
): Promise<readonly string[]> {
  try {
    await target.bulkUpdate(updates, options);
    return [];
  } catch (error) {
    if (error instanceof ConflictError) return error.conflicts.map(({ modelId }) => modelId);
    throw error;
  }
}

// A transaction belongs to one data source.
function optionsFor(target: AnyModel, source: AnyModel, options: OperationOptions): OperationOptions {
  if (target.dataSource === source.dataSource) return options;
  const { transaction: _transaction, ...rest } = options;
  return rest;
}

function sequenceOf(checkpoint: object): number {
  return Number(instanceState(checkpoint).data['seq']);
}
