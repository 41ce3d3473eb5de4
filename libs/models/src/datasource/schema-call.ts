import { settle, splitCallback } from '../model/callback.js';
import type { ModelNames } from './data-source-schema.js';

/** A call with names of models (a name, several, or all), and a callback; both may be left out. */
export function schemaCall<Result>(
  parameters: readonly unknown[],
  run: (models: ModelNames) => Promise<Result>,
): Promise<Result> {
  const { values, callback } = splitCallback<Result>(parameters);
  return settle(run(values[0] as ModelNames), callback);
}
