import { messagesByProperty } from './validation.error.js';
import type { ValidationFailure } from './validation.error.js';

/** `errors` of an instance: the texts by property, and beside them, not to be seen in JSON, the codes. */
export function instanceErrors(failures: readonly ValidationFailure[]): Record<string, string[]> {
  const errors = messagesByProperty(failures, ({ message }) => message);
  return Object.defineProperty(errors, 'codes', {
    value: messagesByProperty(failures, ({ code }) => code),
    enumerable: false,
  });
}
