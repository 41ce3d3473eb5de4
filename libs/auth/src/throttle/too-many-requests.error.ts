import { LoopnestError } from '@loopnest/models';

/** Somebody has tried too often. */
export class TooManyRequestsError extends LoopnestError {
  constructor() {
    super(429, 'Too many attempts, try again later', { code: 'TOO_MANY_REQUESTS' });
  }
}
