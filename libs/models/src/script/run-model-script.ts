import type { AnyModel } from '../model/model.js';
import { loadScript } from './load-script.js';
import { ScriptError } from './script.error.js';

/** Runs the script beside a model's definition: a function that gets the class. One that exports none is loaded only. */
export function runModelScript(file: string, model: AnyModel): void {
  const script = loadScript(file);
  if (typeof script !== 'function') return;
  try {
    (script as (model: AnyModel) => unknown)(model);
  } catch (error) {
    throw new ScriptError(file, error);
  }
}
