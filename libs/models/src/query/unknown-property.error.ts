import { LoopnestError } from '../errors/loopnest.error.js';

/**
 * A where of a change that names what is not there, or is hidden, so that no more rows are changed than meant; or a query of
 * a model that tells so of its hidden properties: 400.
 */
export class UnknownPropertyError extends LoopnestError {
  constructor(property: string, model: string, place: 'where' | 'order' = 'where') {
    super(400, `Unknown property "${property}" in the ${place} of "${model}"`, { code: 'UNKNOWN_PROPERTY' });
  }
}
