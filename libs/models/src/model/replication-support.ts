import type { RawFilter } from '../query/query.js';
import type { Callback } from './callback.js';
import type { AnyModel } from './model.js';
import type { OperationOptions } from './operations/operation-options.js';

/** The checkpoints that two models were at when one was replicated to the other. */
export interface Checkpoints {
  readonly source: number;
  readonly target: number;
}

/** A model class to replicate to, however it is typed. */
export interface ReplicationTarget {
  readonly modelName: string;
}

/** What is replicated, beside the options of data calls. */
export interface ReplicateOptions extends OperationOptions {
  /** Restricts it to instances that match, and deletions. */
  readonly filter?: RawFilter | undefined;
}

/** What a change has done, or `unknown` where it has come to nothing. */
export type ChangeType = 'create' | 'update' | 'delete' | 'unknown';

/** Something of both sides; `null` where there is none. */
export type BothSides = readonly [source: object | null, target: object | null];

/** A callback with something of both sides. */
export type BothCallback = (error: unknown, source?: object | null, target?: object | null) => void;

/**
 * An instance that has changed on both sides. Settle it by one of `resolve…`, and replicate again with the same `since`.
 * Every function takes a callback, or returns a promise.
 */
export interface ReplicationConflict {
  readonly modelId: string;
  /** The instances of both sides. */
  models(): Promise<BothSides>;
  models(callback: BothCallback): void;
  /** The last changes of both sides. */
  changes(): Promise<BothSides>;
  changes(callback: BothCallback): void;
  /** `update` where both sides have changed it, `delete` where one has deleted it, else `unknown`. */
  type(callback?: Callback<ChangeType>): Promise<ChangeType>;
  /** Takes the source as based on the target: the next time it is applied. */
  resolve(callback?: Callback<void>): Promise<void>;
  /** Settles it for the source. */
  resolveUsingSource(callback?: Callback<void>): Promise<void>;
  /** Settles it for the target: the source becomes the same. */
  resolveUsingTarget(callback?: Callback<void>): Promise<void>;
  /** Settles it for data of the caller's, or with `null` for a deletion: first in the source, the next time in the target. */
  resolveManually(data: Readonly<Record<string, unknown>> | null, callback?: Callback<void>): Promise<void>;
  /** The same conflict seen from the other side. */
  swapParties(): ReplicationConflict;
}

/** What a replication gives. */
export interface Replicated {
  readonly conflicts: readonly ReplicationConflict[];
  /** What to give as `since` the next time, if there were no conflicts. */
  readonly checkpoints: Checkpoints;
}

/** The changes and conflicts that a comparison has found. */
export interface Difference {
  readonly deltas: readonly object[];
  readonly conflicts: readonly object[];
}

/** The record of the changes of one model. */
export interface ModelReplication {
  /** The model of the records: `NAME-change`. */
  readonly changes: AnyModel;
  changesSince(since: unknown, filter: RawFilter | undefined, options: OperationOptions): Promise<readonly object[]>;
  currentCheckpoint(options: OperationOptions): Promise<number>;
  advance(options: OperationOptions): Promise<object>;
  diff(since: unknown, remoteChanges: unknown, options: OperationOptions): Promise<Difference>;
  createUpdates(deltas: unknown, options: OperationOptions): Promise<readonly object[]>;
  bulkUpdate(updates: unknown, options: OperationOptions): Promise<void>;
  findLastChange(id: unknown, options: OperationOptions): Promise<object | null>;
  updateLastChange(id: unknown, data: unknown, options: OperationOptions): Promise<object>;
  replicate(since: unknown, target: AnyModel, options: ReplicateOptions): Promise<Replicated>;
  recordChange(id: unknown, options: OperationOptions): Promise<void>;
  /** The same of one that has just been deleted: there is a record of it from then on. */
  recordDeletion(id: unknown, options: OperationOptions): Promise<void>;
  recordAll(options: OperationOptions): Promise<void>;
}

/** What the layer of replication brings to model classes. */
export interface ReplicationSupport {
  /** Keeps the record of a model that was attached, where its settings say so. */
  setUp(model: AnyModel): void;
}
