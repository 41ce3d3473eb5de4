import { LoopnestError, type LoopnestErrorOptions } from '../errors/loopnest.error.js';

/** A filter or a where that cannot be understood, with LoopBack's text: 400. */
export class InvalidQueryError extends LoopnestError {
  constructor(message: string, options: LoopnestErrorOptions = {}) {
    super(400, message, options);
  }
}

/** A value as it is quoted in the texts of LoopBack's refusals: its JSON. */
export function quoted(value: unknown): string {
  if (value instanceof RegExp) return String(value);
  return JSON.stringify(value) ?? String(value);
}
