import { type ConfigFileContext, type MergedConfig, readConfig } from './config-files.js';
import { resolveVariables } from './environment-variables.js';
import type { Findings } from './findings.js';
import { hasPointer } from './json-pointer.js';
import { layOver } from './lay-over.js';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';
import type { ProjectDirectory } from './project-directory.js';
import type { ProjectOptions } from './project-options.js';
import { findRemovedSettings, isLoopBack2 } from './removed-settings.js';
import type { SchemaName, SchemaValidator } from './schema-validator.js';

/** The configuration of a project, files and options together. */
export interface Configuration {
  readonly config: MergedConfig;
  readonly dataSources: MergedConfig;
  readonly modelConfig: MergedConfig;
}

interface ReadingContext {
  readonly options: ProjectOptions;
  readonly directory: ProjectDirectory | undefined;
  readonly findings: Findings;
  readonly validate: SchemaValidator;
}

const NO_FILES: MergedConfig = { data: {}, fileOf: () => 'options' };

function readFiles(name: string, { options, directory, findings }: ReadingContext): MergedConfig {
  if (directory === undefined) return NO_FILES;
  const context: ConfigFileContext = {
    directory: directory.server,
    environment: options.environment ?? (process.env['NODE_ENV'] || 'development'),
    nameOf: directory.nameOf,
    report: findings.report,
    warn: findings.warn,
  };
  return readConfig(name, context);
}

function layOptions(files: MergedConfig, given: PlainObject, option: string): MergedConfig {
  return {
    data: layOver(files.data, given),
    fileOf: (pointer) => (files === NO_FILES || hasPointer(given, pointer) ? option : files.fileOf(pointer)),
  };
}

function check(schema: SchemaName, config: MergedConfig, { validate, findings }: ReadingContext): void {
  for (const problem of validate(schema, config.data)) {
    findings.report({ file: config.fileOf(problem.pointer), ...problem });
  }
}

function checkRemoved(config: MergedConfig, { directory, findings }: ReadingContext): void {
  for (const problem of findRemovedSettings(config.data)) {
    const file = config.fileOf(problem.pointer);
    if (directory !== undefined && isLoopBack2(directory.root))
      findings.warn(`${file} › ${problem.pointer}: ${problem.message}.`);
    else findings.report({ file, ...problem });
  }
}

/** The option with live MikroORM instances taken out: they are not merged, checked or looked into. */
function withoutLive(dataSources: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(dataSources).map(([name, entry]) => {
      if (!isPlainObject(entry)) return [name, entry];
      const { orm: _orm, ...settings } = entry;
      return [name, settings];
    }),
  );
}

function withLive(dataSources: PlainObject, given: PlainObject): PlainObject {
  return Object.fromEntries(
    Object.entries(dataSources).map(([name, entry]) => {
      const orm = toPlainObject(given[name])['orm'];
      return [name, isPlainObject(entry) && orm !== undefined ? { ...entry, orm } : entry];
    }),
  );
}

function readDataSources(config: MergedConfig, context: ReadingContext): MergedConfig {
  const { options, findings } = context;
  const given = options.dataSources ?? {};
  const written = layOptions(readFiles('datasources', context), withoutLive(given), 'dataSources');
  const data = resolveVariables(written.data, {
    env: options.env ?? process.env,
    config: config.data,
    warn: findings.warn,
  });
  check('datasources', { ...written, data }, context);
  return { ...written, data: withLive(data, given) };
}

/** Reads config, datasources and model-config with their variants, lays the options over them, and checks them. */
export function readConfiguration(context: ReadingContext): Configuration {
  const { options } = context;
  const config = layOptions(readFiles('config', context), options.config ?? {}, 'config');
  check('config', config, context);
  checkRemoved(config, context);
  const modelConfig = layOptions(readFiles('model-config', context), options.modelConfig ?? {}, 'modelConfig');
  check('model-config', modelConfig, context);
  return { config, dataSources: readDataSources(config, context), modelConfig };
}
