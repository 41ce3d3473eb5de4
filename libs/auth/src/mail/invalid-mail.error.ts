import { LoopnestError } from '@loopnest/models';

/** A mail that is not sent: 400 `INVALID_MAIL`. */
export class InvalidMailError extends LoopnestError {
  constructor(field: string, problem: string) {
    super(400, `Invalid mail: ${field} ${problem}`, { code: 'INVALID_MAIL', details: { field } });
  }
}
