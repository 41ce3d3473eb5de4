import { LoopnestError } from '../errors/loopnest.error.js';

/** An include of a relation that the model does not have: 400. */
export class UnknownRelationError extends LoopnestError {
  constructor(model: string, relation: string, known: readonly string[]) {
    super(400, `Model "${model}" has no relation "${relation}". Known: ${known.join(', ') || 'none'}.`, {
      code: 'UNKNOWN_RELATION',
      details: { model, relation },
    });
  }
}
