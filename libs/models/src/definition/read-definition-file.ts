import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import type { DefinitionProblem } from './definition-problem.js';
import { nameFromFile } from './model-name.js';
import { isPlainObject } from './plain-object.js';
import type { RawDefinition } from './raw-definition.js';
import { readJsonFile } from './read-json-file.js';

const SCRIPT_EXTENSIONS = ['.js', '.cjs', '.mjs'];

/** The script beside a JSON file: `customer.js` for `customer.json`. */
function findScript(path: string): string | undefined {
  const base = path.slice(0, -'.json'.length);
  return SCRIPT_EXTENSIONS.map((extension) => base + extension).find((script) => existsSync(script));
}

/** Reads the definition in a JSON file; `undefined`, and a problem reported, where it holds none. */
export function readDefinitionFile(
  path: string,
  file: string,
  report: (problem: DefinitionProblem) => void,
): RawDefinition | undefined {
  const read = readJsonFile(path);
  if ('failure' in read) {
    report({ file, pointer: '', message: read.failure });
    return undefined;
  }
  if (!isPlainObject(read.data)) {
    report({
      file,
      pointer: '',
      message: 'does not hold the definition of a model',
      expected: 'an object, such as { "name": "Customer" }',
    });
    return undefined;
  }
  const written = read.data['name'];
  const name = typeof written === 'string' && written !== '' ? written : nameFromFile(basename(path, '.json'));
  return { name, raw: { ...read.data, name }, file, script: findScript(path) };
}
