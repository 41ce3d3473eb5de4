import { LoopnestError } from '../errors/loopnest.error.js';
import type { GivenChange } from './parse-change.js';

/** Updates that were not based on what is stored; all others of the same call were applied: 409. */
export class ConflictError extends LoopnestError {
  constructor(readonly conflicts: readonly GivenChange[]) {
    super(409, 'Conflict', { details: { conflicts } });
    Object.defineProperty(this, 'conflicts', { enumerable: false });
  }
}
