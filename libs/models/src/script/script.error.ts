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
  const at = stack.indexOf(file);
  const place = at < 0 ? undefined : /^:\d+/.exec(stack.slice(at + file.length))?.[0];
  return `${file}${place ?? ''}`;
}
