import { LoopnestError } from '../errors/loopnest.error.js';

/** A regular expression of a where that does not compile, or might run away. */
export class InvalidPatternError extends LoopnestError {
  constructor(reason: string, cause?: unknown) {
    super(400, `Invalid regular expression: ${reason}`, { cause });
  }
}
