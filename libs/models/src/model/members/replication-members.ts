import type { RawFilter } from '../../query/query.js';
import { type Callback, settle, splitCallback } from '../callback.js';
import type { AnyModel } from '../model.js';
import type { ModelCore } from '../model-core.js';
import { callOptions } from '../operations/call-options.js';
import type { OperationOptions } from '../operations/operation-options.js';
import type {
  Checkpoints,
  Difference,
  ModelReplication,
  Replicated,
  ReplicateOptions,
  ReplicationConflict,
  ReplicationTarget,
} from '../replication-support.js';
import { TransactionMembers } from './transaction-members.js';

/** The callback of a replication. */
export type ReplicateCallback = (
  error: unknown,
  conflicts?: readonly ReplicationConflict[],
  checkpoints?: Checkpoints,
) => void;

/**
 * What a model class does with the record of its changes. Arguments, then options, then a callback; without a callback a
 * promise.
 */
export abstract class ReplicationMembers extends TransactionMembers {
  /** Keeps a record of the model's changes from now on, as `trackChanges` in its definition does. */
  static enableChangeTracking(): void {
    const { schema, registry, model } = this.core;
    schema.settings['trackChanges'] = true;
    registry.replication?.setUp(model);
    this.core.remotingChanged('remoteMethodAdded');
  }

  /** The model of the records: `NAME-change`. */
  static getChangeModel(): AnyModel {
    return replicationOf(this.core).changes;
  }

  /** `changes(since, filter)`: the changes from a checkpoint on, of instances that match, and deletions. */
  static changes(...parameters: unknown[]): Promise<readonly object[]> {
    return call(
      this.core,
      parameters,
      (replication, [since, filter], options) =>
        replication.changesSince(since, (filter ?? undefined) as RawFilter | undefined, options),
      2,
    );
  }

  /** The number that changes carry now. */
  static currentCheckpoint(...parameters: unknown[]): Promise<number> {
    return call(this.core, parameters, (replication, _values, options) => replication.currentCheckpoint(options), 0);
  }

  /** Begins a new checkpoint, and gives it. */
  static checkpoint(...parameters: unknown[]): Promise<object> {
    return call(this.core, parameters, (replication, _values, options) => replication.advance(options), 0);
  }

  /** `diff(since, remoteChanges)`: those that can be applied here, and the changes of here that are in the way. */
  static diff(...parameters: unknown[]): Promise<Difference> {
    return call(
      this.core,
      parameters,
      (replication, [since, changes], options) => replication.diff(since, changes, options),
      2,
    );
  }

  /** `createUpdates(deltas)`: what {@link bulkUpdate} of another model takes. */
  static createUpdates(...parameters: unknown[]): Promise<readonly object[]> {
    return call(
      this.core,
      parameters,
      (replication, [deltas], options) => replication.createUpdates(deltas, options),
      1,
    );
  }

  /** `bulkUpdate(updates)`: applies all that meet the revision that they are based on; the others are a conflict (409). */
  static bulkUpdate(...parameters: unknown[]): Promise<void> {
    return call(
      this.core,
      parameters,
      (replication, [updates], options) => replication.bulkUpdate(updates, options),
      1,
    );
  }

  /** `findLastChange(id)`: the change of an instance, or `null`. */
  static findLastChange(...parameters: unknown[]): Promise<object | null> {
    return call(this.core, parameters, (replication, [id], options) => replication.findLastChange(id, options), 1);
  }

  /** `updateLastChange(id, data)`: changes the record of an instance; 404 where there is none. */
  static updateLastChange(...parameters: unknown[]): Promise<object> {
    return call(
      this.core,
      parameters,
      (replication, [id, data], options) => replication.updateLastChange(id, data, options),
      2,
    );
  }

  /** `rectifyChange(id)`: compares the record of an instance with what is stored. */
  static rectifyChange(...parameters: unknown[]): Promise<void> {
    return call(this.core, parameters, (replication, [id], options) => replication.recordChange(id, options), 1);
  }

  /** The same with all records. */
  static rectifyAllChanges(...parameters: unknown[]): Promise<void> {
    return call(this.core, parameters, (replication, _values, options) => replication.recordAll(options), 0);
  }

  /**
   * Applies the changes since a checkpoint, or since those of the last time, to another model. What has changed on both sides
   * is a conflict: settle it, and replicate again with the same `since`.
   *
   * @example
   * const { conflicts, checkpoints } = await Entry.replicate(since, Copy);
   */
  static replicate(since: unknown, target: ReplicationTarget, options?: ReplicateOptions): Promise<Replicated>;
  static replicate(since: unknown, target: ReplicationTarget, callback: ReplicateCallback): void;
  static replicate(
    since: unknown,
    target: ReplicationTarget,
    options: ReplicateOptions | undefined,
    callback: ReplicateCallback,
  ): void;
  static replicate(...parameters: unknown[]): Promise<Replicated> | undefined {
    const [since, target, ...rest] = isModel(parameters[0]) ? [-1, ...parameters] : parameters;
    const { values, callback } = splitCallback<unknown>(rest);
    const replicated = start(this.core, values[0], (replication, options) => {
      if (!isModel(target)) throw new TypeError('replicate needs the model class to replicate to');
      return replication.replicate(since, target, options);
    });
    if (callback === undefined) return replicated;
    const spread = callback as ReplicateCallback;
    void settle<unknown>(replicated, (error, result) => {
      const { conflicts, checkpoints } = (result ?? {}) as Partial<Replicated>;
      if (error === null) spread(null, conflicts, checkpoints);
      else spread(error);
    });
    return undefined;
  }
}

type Operation<T> = (
  replication: ModelReplication,
  values: readonly unknown[],
  options: OperationOptions,
) => Promise<T>;

/** A call with so many arguments before the options; all may be left out from the end. */
function call<T>(core: ModelCore, parameters: readonly unknown[], operation: Operation<T>, arity: number): Promise<T> {
  const { values, callback } = splitCallback<T>(parameters);
  const started = start(core, values[arity], (replication, options) => operation(replication, values, options));
  return settle(started, callback as Callback<T> | undefined);
}

// What is refused before anything is awaited is a rejection, too.
async function start<T>(
  core: ModelCore,
  given: unknown,
  operation: (replication: ModelReplication, options: OperationOptions) => Promise<T>,
): Promise<T> {
  return operation(replicationOf(core), callOptions(core, given));
}

function replicationOf(core: ModelCore): ModelReplication {
  if (core.replication !== undefined) return core.replication;
  throw new Error(
    `Changes of the model "${core.schema.name}" are not tracked: set "trackChanges" in its definition, and attach it to a data source`,
  );
}

function isModel(value: unknown): value is AnyModel {
  return typeof value === 'function' && value.prototype instanceof ReplicationMembers;
}
