import { LoopnestError } from '../errors/loopnest.error.js';

/** What cannot be a change, an update or a checkpoint: 400. */
export class InvalidChangeError extends LoopnestError {
  constructor(what: string, expected: string) {
    super(400, `${what} must be ${expected}`, { code: 'INVALID_CHANGE' });
  }
}
