import type { AnyModel } from '../model/model.js';
import type { ScriptLoader } from './script-loader.js';
import { ScriptError } from './script.error.js';

/** Runs the script beside a model's definition: a function that gets the class. One that exports none is loaded only. */
export function runModelScript(file: string, model: AnyModel, loader: ScriptLoader): void {
  const script = loader.load(file);
  if (typeof script !== 'function') return;
  try {
    (script as (model: AnyModel) => unknown)(model);
  } catch (error) {
    throw new ScriptError(file, error);
  }
}
