import { globSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Findings } from './findings.js';
import { isDirectory } from './project-directory.js';
import type { RawDefinition } from './raw-definition.js';
import { readDefinitionFile } from './read-definition-file.js';

/** Definitions by name; of two with one name the later counts. */
export type Definitions = ReadonlyMap<string, RawDefinition>;

function listDefinitionFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((file) => file.endsWith('.json') && !file.startsWith('_'))
    .toSorted()
    .map((file) => join(directory, file));
}

function byName(definitions: readonly (RawDefinition | undefined)[]): Definitions {
  return new Map(
    definitions.filter((definition) => definition !== undefined).map((definition) => [definition.name, definition]),
  );
}

/** The definitions in directories: every `*.json` that does not begin with `_`. */
export function findInDirectories(
  directories: readonly string[],
  nameOf: (path: string) => string,
  findings: Findings,
): Definitions {
  const paths = directories.flatMap(listDefinitionFiles);
  return byName(paths.map((path) => readDefinitionFile(path, nameOf(path), findings.report)));
}

function expandPattern(pattern: string, directory: string): string[] {
  const path = resolve(directory, pattern);
  if (isDirectory(path)) return listDefinitionFiles(path);
  const matches = globSync(pattern, { cwd: directory }).filter((match) => match.endsWith('.json'));
  return matches.toSorted().map((match) => resolve(directory, match));
}

/** The definitions that the option `models` gives: paths, patterns, objects. */
export function findListed(
  models: readonly (string | Record<string, unknown>)[],
  directory: string,
  nameOf: (path: string) => string,
  findings: Findings,
): Definitions {
  const found = models.flatMap((model, index): (RawDefinition | undefined)[] => {
    const file = `models[${index}]`;
    if (typeof model !== 'string') return [readInline(model, file, findings)];
    const paths = expandPattern(model, directory);
    if (paths.length === 0) {
      const expected = `the path of a JSON file, a directory, or a pattern, relative to ${directory}`;
      findings.report({ file, pointer: '', message: `no definition is found at "${model}"`, expected });
    }
    return paths.map((path) => readDefinitionFile(path, nameOf(path), findings.report));
  });
  return byName(found);
}

function readInline(raw: Record<string, unknown>, file: string, { report }: Findings): RawDefinition | undefined {
  const name = raw['name'];
  if (typeof name === 'string' && name !== '') return { name, raw, file, script: undefined };
  report({ file, pointer: '/name', message: 'the model has no name', expected: 'a text' });
  return undefined;
}

/** What stands for the file of a definition that a plug-in contributes. */
export function builtInSource(name: string): string {
  return `built-in model ${name}`;
}

/** The definitions that plug-ins contribute. */
export function findBuiltIn(models: readonly Record<string, unknown>[]): Definitions {
  return byName(
    models.map((raw) => {
      const name = String(raw['name']);
      return { name, raw, file: builtInSource(name), script: undefined };
    }),
  );
}
