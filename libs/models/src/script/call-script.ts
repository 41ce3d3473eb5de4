import { ScriptError } from './script.error.js';

/** Calls the function of a script. What it throws, and what its promise is rejected with, becomes a ScriptError of the file. */
export function callScript(file: string, call: () => unknown): unknown {
  const fail = (error: unknown): never => {
    throw new ScriptError(file, error);
  };
  try {
    const returned = call();
    return returned instanceof Promise ? returned.catch(fail) : returned;
  } catch (error) {
    return fail(error);
  }
}
