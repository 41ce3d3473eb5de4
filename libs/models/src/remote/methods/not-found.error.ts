import { LoopnestError } from '../../errors/loopnest.error.js';
import type { RemoteCall } from '../remote-call.js';

/** An id that a request names, and that is not there: 404 `MODEL_NOT_FOUND`. */
export class ModelNotFoundError extends LoopnestError {
  constructor(message: string) {
    super(404, message, { code: 'MODEL_NOT_FOUND' });
  }
}

/** The id of the path, as it stands there, is not one of the model's. */
export class UnknownIdError extends ModelNotFoundError {
  constructor(call: RemoteCall) {
    super(`Unknown "${call.model.modelName}" id "${call.params.get('id') ?? ''}".`);
  }
}
