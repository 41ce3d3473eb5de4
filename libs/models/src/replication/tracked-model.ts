import type { AnyModel } from '../model/model.js';
import type { CheckpointCounter } from './checkpoint-counter.js';

/** A model with the record of its changes. */
export interface TrackedModel {
  readonly model: AnyModel;
  /** The model of the records, in the same data source. */
  readonly changes: AnyModel;
  /** The checkpoints of the data source. */
  readonly checkpoints: CheckpointCounter;
}
