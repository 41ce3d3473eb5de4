import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import { isDirectory } from '../definition/project-directory.js';
import type { ScriptLoader } from './script-loader.js';
import { ScriptError } from './script.error.js';

const EXTENSIONS = new Set(['.js', '.cjs', '.mjs']);

/**
 * The boot scripts of a project, in the order in which they run: `server/boot/*`, then those of the environment, by name
 * regardless of case. `index`, names that begin with `_`, and subdirectories are left out.
 */
export function findBootScripts(root: string, environment: string | undefined): readonly string[] {
  const boot = join(root, 'server', 'boot');
  const directories = environment === undefined || environment === '' ? [boot] : [boot, join(boot, environment)];
  return directories.filter(isDirectory).flatMap(scriptsOf);
}

function scriptsOf(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name)) && !/^(?:_|index\.)/.test(entry.name))
    .map(({ name }) => name)
    .toSorted((a, b) => compare(a.toLowerCase(), b.toLowerCase()))
    .map((name) => join(directory, name));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** Runs a boot script: done when it returns, or when its promise is kept; with two parameters, when it calls back. */
export async function runBootScript(file: string, application: object, loader: ScriptLoader): Promise<void> {
  const script = loader.load(file);
  if (typeof script !== 'function') return;
  try {
    await run(script as (...parameters: unknown[]) => unknown, application);
  } catch (error) {
    throw new ScriptError(file, error);
  }
}

function run(script: (...parameters: unknown[]) => unknown, application: object): unknown {
  if (script.length < 2) return script(application);
  return new Promise<void>((resolve, reject) => {
    const done = (error?: unknown) => (error === undefined || error === null ? resolve() : reject(error as Error));
    const returned = script(application, done);
    // It is done when it calls back; but what it rejects with would never be heard of.
    if (returned instanceof Promise) returned.catch(done);
  });
}
