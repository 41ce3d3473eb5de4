import type { AnyModel } from '../model/model.js';
import { callScript } from './call-script.js';
import type { ScriptLoader } from './script-loader.js';

/**
 * Runs the script beside a model's definition: a function that gets the class. One that exports none is loaded only.
 *
 * @returns what the function returns; a promise rejects with a ScriptError
 */
export function runModelScript(file: string, model: AnyModel, loader: ScriptLoader): unknown {
  const script = loader.load(file);
  return typeof script === 'function'
    ? callScript(file, () => (script as (model: AnyModel) => unknown)(model))
    : undefined;
}
