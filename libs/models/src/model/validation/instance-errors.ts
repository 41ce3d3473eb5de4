import { messagesByProperty, type ValidationFailure } from './validation.error.js';

/** `errors` of an instance: the texts by property, and beside them, not to be seen in JSON, the codes. */
export type InstanceErrors = Record<string, string[]> & { readonly codes: Record<string, string[]> };

export function instanceErrors(failures: readonly ValidationFailure[]): InstanceErrors {
  const errors = messagesByProperty(failures, ({ message }) => message);
  return Object.defineProperty(errors, 'codes', {
    value: messagesByProperty(failures, ({ code }) => code),
    enumerable: false,
  }) as InstanceErrors;
}
