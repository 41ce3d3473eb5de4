import { LoopnestError } from '@loopnest/models';

/** A token that has ended. */
export class InvalidTokenError extends LoopnestError {
  constructor() {
    super(401, 'Invalid Access Token', { code: 'INVALID_TOKEN', hasStatus: true });
  }
}
