import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import type { DefinitionProblem } from './definition-problem.js';
import { hasPointer } from './json-pointer.js';
import { mergeConfig } from './merge-config.js';
import { isPlainObject, type PlainObject } from './plain-object.js';
import { readJsonFile } from './read-json-file.js';

/** Where configuration files are, and who hears of what is wrong with them. */
export interface ConfigFileContext {
  /** The directory of the files, absolute: `server/`. */
  readonly directory: string;
  readonly environment: string;
  /** How a file is called in messages. */
  readonly nameOf: (path: string) => string;
  readonly report: (problem: DefinitionProblem) => void;
  readonly warn: (text: string) => void;
}

/** One of the up to three files of a configuration. */
export interface ConfigLayer {
  readonly path: string;
  /** Name of the file in messages. */
  readonly file: string;
  readonly data: PlainObject;
}

/** A configuration, merged. */
export interface MergedConfig {
  readonly data: PlainObject;
  /** Name of the file that has the last word about a place. */
  fileOf(pointer: string): string;
}

type Exported = { readonly data: unknown } | { readonly failure: string };

function readScript(path: string): Exported {
  try {
    const exported: unknown = createRequire(path)(path);
    const isModule = typeof exported === 'object' && exported !== null && '__esModule' in exported;
    const isNamespace =
      typeof exported === 'object' && exported !== null && Reflect.get(exported, Symbol.toStringTag) === 'Module';
    return { data: isModule || isNamespace ? Reflect.get(exported, 'default') : exported };
  } catch (error) {
    return { failure: `cannot be loaded: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function readLayer(path: string, context: ConfigFileContext): ConfigLayer | undefined {
  const file = context.nameOf(path);
  const read = path.endsWith('.json') ? readJsonFile(path) : readScript(path);
  if ('failure' in read) {
    context.report({ file, pointer: '', message: read.failure });
    return undefined;
  }
  if (!isPlainObject(read.data)) {
    context.report({ file, pointer: '', message: 'does not hold an object', expected: 'an object, such as {}' });
    return undefined;
  }
  const { $schema: _schema, ...data } = read.data;
  return { path, file, data };
}

function findVariants(name: string, { directory, environment }: ConfigFileContext): string[] {
  return ['local', environment].flatMap((variant) => {
    const paths = ['js', 'json'].map((extension) => join(directory, `${name}.${variant}.${extension}`));
    return paths.filter((path) => existsSync(path)).slice(0, 1);
  });
}

/**
 * Reads `NAME.json`, its local variant and that of the environment, in the order in which they are merged. Without the
 * main file none is read.
 */
export function readConfigLayers(name: string, context: ConfigFileContext): ConfigLayer[] {
  const main = join(context.directory, `${name}.json`);
  const variants = findVariants(name, context);
  if (!existsSync(main)) {
    if (variants.length > 0) {
      const files = variants.map((path) => context.nameOf(path)).join(', ');
      context.warn(`${context.nameOf(main)} is missing, so ${files} is not read.`);
    }
    return [];
  }
  return [main, ...variants].map((path) => readLayer(path, context)).filter((layer) => layer !== undefined);
}

/** Reads a configuration with its variants, the later over the earlier. */
export function readConfig(name: string, context: ConfigFileContext): MergedConfig {
  const layers = readConfigLayers(name, context);
  let data: PlainObject = {};
  for (const layer of layers) {
    data = mergeConfig(data, layer.data, basename(layer.path), (pointer, message) => {
      context.report({ file: layer.file, pointer, message });
    });
  }
  const main = context.nameOf(join(context.directory, `${name}.json`));
  return { data, fileOf: (pointer) => layers.findLast((layer) => hasPointer(layer.data, pointer))?.file ?? main };
}
