import { readdirSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import type { Findings } from './findings.js';
import { nameFromFile } from './model-name.js';
import { isPlainObject } from './plain-object.js';
import { readJsonFile } from './read-json-file.js';

const EXTENSIONS = new Set(['.js', '.cjs', '.mjs']);

/** Files of mixins by the names that models ask for them by. Of two with one name the later counts. */
export type MixinFiles = ReadonlyMap<string, string>;

/** The mixins in directories. Nothing is loaded. */
export function findMixins(
  directories: readonly string[],
  nameOf: (path: string) => string,
  findings: Findings,
): MixinFiles {
  return new Map(directories.flatMap((directory) => mixinsOf(directory, nameOf, findings)));
}

function mixinsOf(
  directory: string,
  nameOf: (path: string) => string,
  findings: Findings,
): readonly (readonly [string, string])[] {
  const files = readdirSync(directory).toSorted();
  const scripts = files.filter((file) => EXTENSIONS.has(extname(file)) && !file.startsWith('_'));
  return scripts.map((file) => {
    const base = basename(file, extname(file));
    const json = files.includes(`${base}.json`) ? join(directory, `${base}.json`) : undefined;
    const written = json === undefined ? undefined : writtenName(json, nameOf(json), findings);
    return [written ?? nameFromFile(base), join(directory, file)] as const;
  });
}

/** The `name` in the JSON file beside a mixin. */
function writtenName(path: string, file: string, { report }: Findings): string | undefined {
  const read = readJsonFile(path);
  if ('failure' in read) {
    report({ file, pointer: '', message: read.failure });
    return undefined;
  }
  const name = isPlainObject(read.data) ? read.data['name'] : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
