import { existsSync, realpathSync } from 'node:fs';
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

// Where LoopBack's projects have their scripts, and what those load. What else is there may be the host's own.
const SCRIPT_DIRECTORIES = ['common', 'server'];

/**
 * CommonJS scripts of a project are loaded anew from now on: each application has its own. What is in `node_modules` is shared,
 * and so are ES modules, which Node loads once.
 */
export function forgetScripts(root: string): void {
  if (!existsSync(root)) return;
  const real = realpathSync(root);
  const { cache } = createRequire(join(real, 'index.js'));
  const directories = SCRIPT_DIRECTORIES.map((name) => join(real, name) + sep);
  for (const file of Object.keys(cache)) {
    const directory = directories.find((each) => file.startsWith(each));
    if (directory !== undefined && !file.slice(directory.length).split(sep).includes('node_modules'))
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
