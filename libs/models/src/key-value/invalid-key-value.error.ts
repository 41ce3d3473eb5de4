import { LoopnestError } from '../errors/loopnest.error.js';

/** A key, a value, a time to live or a filter of keys that cannot be one. */
export class InvalidKeyValueError extends LoopnestError {
  constructor(message: string) {
    super(400, message);
  }
}
