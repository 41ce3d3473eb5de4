import type { MergedConfig } from './config-files.js';
import type { Findings } from './findings.js';
import { jsonPointer } from './json-pointer.js';
import type { ModelConfiguration } from './merge-model-configuration.js';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';

/** How a model is used: its entry in model-config.json, read. */
export interface ModelEntry {
  readonly name: string;
  /** Name of the file in messages. */
  readonly file: string;
  readonly dataSource: string | null;
  readonly public: boolean;
  readonly options: PlainObject;
  readonly configuration: ModelConfiguration;
}

/** Keys of an entry that only LoopBack 1 knew. */
const OLD_KEYS = ['properties', 'base', 'plural'];

function isOldFormat(entry: PlainObject): boolean {
  const options = toPlainObject(entry['options']);
  return OLD_KEYS.some((key) => Boolean(entry[key]) || Boolean(options[key]));
}

function readDataSource(
  name: string,
  entry: PlainObject,
  file: string,
  dataSources: PlainObject,
  findings: Findings,
): string | null {
  const written = entry['dataSource'];
  if (written === undefined) {
    findings.warn(
      `${file} › ${jsonPointer([name])}: "dataSource" is missing, so the model has none; say null if that is meant.`,
    );
  }
  if (typeof written !== 'string') return null;
  if (Object.hasOwn(dataSources, written) && isPlainObject(dataSources[written])) return written;
  findings.report({
    file,
    pointer: jsonPointer([name, 'dataSource']),
    message: `${name} is referencing a dataSource that does not exist: "${written}"`,
    expected: `one of ${Object.keys(dataSources).join(', ') || '(there are none)'}, or null`,
  });
  return null;
}

/** Reads the entries of model-config.json, in the order of the file; `null` and `false` take an entry out. */
export function readModelEntries(
  modelConfig: MergedConfig,
  dataSources: PlainObject,
  findings: Findings,
): ModelEntry[] {
  return Object.entries(modelConfig.data).flatMap(([name, entry]): ModelEntry[] => {
    if (name === '_meta' || !isPlainObject(entry)) return [];
    const file = modelConfig.fileOf(jsonPointer([name]));
    if (isOldFormat(entry)) {
      const message = 'The data in model-config.json is in the unsupported 1.x format.';
      findings.report({
        file,
        pointer: jsonPointer([name]),
        message,
        expected: 'definitions belong in a file of their own',
      });
      return [];
    }
    const { relations, acls, methods } = entry;
    return [
      {
        name,
        file,
        dataSource: readDataSource(name, entry, file, dataSources, findings),
        public: entry['public'] !== false,
        options: toPlainObject(entry['options']),
        configuration: { relations, acls, methods },
      },
    ];
  });
}
