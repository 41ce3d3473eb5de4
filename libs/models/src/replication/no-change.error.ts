import { LoopnestError } from '../errors/loopnest.error.js';

/** An instance without a record of changes: 404. */
export class NoChangeError extends LoopnestError {
  constructor(modelName: string, modelId: string) {
    super(404, `No change record found for ${modelName} with id ${modelId}`);
  }
}
