import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import type { Difference, ModelReplication, Replicated, ReplicateOptions } from '../model/replication-support.js';
import type { RawFilter } from '../query/query.js';
import { bulkUpdate } from './bulk-update.js';
import { findSeenRecord } from './change-records.js';
import { changesSince } from './changes-since.js';
import type { CheckpointCounter } from './checkpoint-counter.js';
import { createUpdates } from './create-updates.js';
import { diffChanges } from './diff-changes.js';
import { updateLastChange } from './last-change.js';
import { recordAll } from './record-all.js';
import { recordChange } from './record-change.js';
import { replicate } from './replicate.js';
import { textOfGivenId } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** The record of the changes of one model, and what can be done with it. */
export class ChangeTracking implements ModelReplication, TrackedModel {
  constructor(
    readonly model: AnyModel,
    readonly changes: AnyModel,
    readonly checkpoints: CheckpointCounter,
  ) {}

  changesSince(since: unknown, filter: RawFilter | undefined, options: OperationOptions): Promise<readonly object[]> {
    return changesSince(this, since, filter, options);
  }

  currentCheckpoint(options: OperationOptions): Promise<number> {
    return this.checkpoints.current(options);
  }

  advance(options: OperationOptions): Promise<object> {
    return this.checkpoints.advance(options);
  }

  diff(since: unknown, remoteChanges: unknown, options: OperationOptions): Promise<Difference> {
    return diffChanges(this, since, remoteChanges, options);
  }

  createUpdates(deltas: unknown, options: OperationOptions): Promise<readonly object[]> {
    return createUpdates(this, deltas, options);
  }

  bulkUpdate(updates: unknown, options: OperationOptions): Promise<void> {
    return bulkUpdate(this.model, updates, options);
  }

  async findLastChange(id: unknown, options: OperationOptions): Promise<object | null> {
    return (await findSeenRecord(this, textOfGivenId(this.model, id), options)) ?? null;
  }

  updateLastChange(id: unknown, data: unknown, options: OperationOptions): Promise<object> {
    return updateLastChange(this, id, data, options);
  }

  replicate(since: unknown, target: AnyModel, options: ReplicateOptions): Promise<Replicated> {
    return replicate(this.model, target, since, options);
  }

  recordChange(id: unknown, options: OperationOptions): Promise<void> {
    return recordChange(this, id, options);
  }

  recordDeletion(id: unknown, options: OperationOptions): Promise<void> {
    return recordChange(this, id, options, 'deleted');
  }

  recordAll(options: OperationOptions): Promise<void> {
    return recordAll(this, options);
  }
}
