import type { AnyModel } from '../model/model.js';
import type { ScriptLoader } from './script-loader.js';
import { ScriptError } from './script.error.js';

/**
 * Runs the script beside a model's definition: a function that gets the class. One that exports none is loaded only.
 *
 * @returns what is still going on where the function returns a promise; it rejects with a ScriptError
 */
export function runModelScript(file: string, model: AnyModel, loader: ScriptLoader): Promise<void> | undefined {
  const script = loader.load(file);
  if (typeof script !== 'function') return undefined;
  try {
    const returned = (script as (model: AnyModel) => unknown)(model);
    return returned instanceof Promise ? finish(returned, file) : undefined;
  } catch (error) {
    throw new ScriptError(file, error);
  }
}

async function finish(returned: Promise<unknown>, file: string): Promise<void> {
  try {
    await returned;
  } catch (error) {
    throw new ScriptError(file, error);
  }
}
