import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { ScriptError } from './script.error.js';

/**
 * Loads a script, CommonJS or an ES module, and gives what it exports: `default` of ES modules and transpiled ones.
 *
 * @throws ScriptError where the script throws, cannot be read, or awaits at its top level
 */
export function loadScript(file: string): unknown {
  const exported = requireFile(file);
  if (typeof exported !== 'object' || exported === null) return exported;
  const isModule = '__esModule' in exported || (exported as Record<symbol, unknown>)[Symbol.toStringTag] === 'Module';
  return isModule && 'default' in exported ? exported.default : exported;
}

/** Scripts of a directory are loaded anew from now on: each application has its own. What is in `node_modules` is shared. */
export function forgetScripts(directory: string): void {
  const { cache } = createRequire(join(directory, 'index.js'));
  const own = directory.endsWith(sep) ? directory : directory + sep;
  for (const file of Object.keys(cache)) {
    if (file.startsWith(own) && !file.slice(own.length).split(sep).includes('node_modules'))
      Reflect.deleteProperty(cache, file);
  }
}

function requireFile(file: string): unknown {
  try {
    return createRequire(file)(file);
  } catch (error) {
    throw new ScriptError(file, error);
  }
}
