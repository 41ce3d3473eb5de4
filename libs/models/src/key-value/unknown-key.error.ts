import { LoopnestError } from '../errors/loopnest.error.js';

/** A key that is not there, or whose time is over. LoopBack has a code for it where a value was asked for. */
export class UnknownKeyError extends LoopnestError {
  constructor(message: string, code?: 'KEY_NOT_FOUND') {
    super(404, message, { code });
  }
}
