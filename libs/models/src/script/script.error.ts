import { existsSync, realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** A script that failed while the application started; the message names its file, and the line where it is known. */
export class ScriptError extends Error {
  constructor(
    readonly file: string,
    cause: unknown,
  ) {
    super(`${placeOf(file, cause)}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    this.name = 'ScriptError';
  }
}

function placeOf(file: string, cause: unknown): string {
  const stack = cause instanceof Error ? (cause.stack ?? '') : '';
  const names = [file, real(file)].flatMap((name) => [name, pathToFileURL(name).href]);
  for (const name of names) {
    const at = stack.indexOf(name);
    // ES modules have a mark of their application behind the name.
    const line = at < 0 ? undefined : /^(?:\?[^\s:]*)?:(\d+)/.exec(stack.slice(at + name.length))?.[1];
    if (line !== undefined) return `${file}:${line}`;
  }
  return file;
}

function real(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}
