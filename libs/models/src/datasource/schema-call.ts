import { type Callback, settle, splitCallback } from '../model/callback.js';
import type { ModelNames } from './data-source-schema.js';

/** Names of models (a name, several, or all), and a callback. */
export type SchemaCall<Result> = [models?: ModelNames, callback?: Callback<Result>] | [callback: Callback<Result>];

export function schemaCall<Result>(
  parameters: SchemaCall<Result>,
  run: (models: ModelNames) => Promise<Result>,
): Promise<Result> {
  const { values, callback } = splitCallback<Result>(parameters);
  return settle(run(values[0] as ModelNames), callback);
}
