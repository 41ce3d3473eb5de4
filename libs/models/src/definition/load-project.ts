import { relative } from 'node:path';
import { getBaseName } from './base-name.js';
import { ROOT_DEFINITIONS } from './built-in-definitions.js';
import { CHANGE_DEFINITIONS } from './change-definitions.js';
import { checkForeignKeys } from './check-foreign-keys.js';
import { checkMixins } from './check-mixins.js';
import { createDefaultEntry } from './default-entry.js';
import { DefinitionResolver } from './definition-resolver.js';
import { findBuiltIn, findInDirectories, findListed, type Definitions } from './find-definitions.js';
import { findMixins } from './find-mixins.js';
import { Findings } from './findings.js';
import { frozenCopy } from './frozen-copy.js';
import { jsonPointer } from './json-pointer.js';
import { linkModelNames } from './link-model-names.js';
import { describeMissingId } from './missing-id.js';
import type { ModelUse } from './model-definition.js';
import { readModelEntries, type ModelEntry } from './model-entry.js';
import { orderModels } from './order-models.js';
import { isPlainObject, toPlainObject, type PlainObject } from './plain-object.js';
import { isDirectory, ProjectDirectory } from './project-directory.js';
import type { ProjectOptions } from './project-options.js';
import type { DataSourceSettings, Project } from './project.js';
import { readConfiguration, type Configuration } from './read-configuration.js';
import { createSchemaValidator, type SchemaValidator } from './schema-validator.js';

const DEFAULT_SOURCES = ['./models'];
const DEFAULT_MIXINS = ['../common/mixins', './mixins'];

interface Models {
  readonly all: Definitions;
  /** Definitions given in code, which are used whether there is an entry or not. */
  readonly listed: Definitions;
  readonly builtIn: Definitions;
}

function openDirectory(root: string | undefined, findings: Findings): ProjectDirectory | undefined {
  if (root === undefined) return undefined;
  const directory = new ProjectDirectory(root);
  if (isDirectory(directory.root)) return directory;
  findings.report({
    file: directory.root,
    pointer: '',
    message: 'there is no such directory',
    expected: 'root is that of the project',
  });
  return undefined;
}

function toTexts(value: unknown, otherwise: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : otherwise;
}

function findModels(
  options: ProjectOptions,
  directory: ProjectDirectory | undefined,
  modelConfig: PlainObject,
  findings: Findings,
): Models {
  const sources = toTexts(toPlainObject(modelConfig['_meta'])['sources'], DEFAULT_SOURCES);
  const nameOf = directory?.nameOf ?? ((path: string) => relative(process.cwd(), path));
  const inSources = findInDirectories(directory?.findDirectories(sources) ?? [], nameOf, findings);
  const listed = findListed(options.models ?? [], directory?.root ?? process.cwd(), nameOf, findings);
  const builtIn = findBuiltIn(options.builtInModels ?? []);
  const given = new Map([...builtIn, ...inSources, ...listed]);
  const bases = new Set([...given.values()].map(({ raw }) => getBaseName(raw)));
  // Only there where an entry, or a base, names them.
  const named = CHANGE_DEFINITIONS.filter(({ name }) => Object.hasOwn(modelConfig, name) || bases.has(name));
  return { all: new Map([...findBuiltIn(named), ...given]), listed, builtIn };
}

function readEntries({ listed }: Models, configuration: Configuration, findings: Findings): Map<string, ModelEntry> {
  const dataSources = configuration.dataSources.data;
  const written = readModelEntries(configuration.modelConfig, dataSources, findings);
  const entries = new Map(written.map((entry) => [entry.name, entry]));
  for (const definition of listed.values()) {
    // An entry that says `null` takes the model out; one that is wrong has been reported.
    if (Object.hasOwn(configuration.modelConfig.data, definition.name)) continue;
    entries.set(definition.name, createDefaultEntry(definition, dataSources, findings));
  }
  return entries;
}

function useModels(
  { all, builtIn }: Models,
  entries: ReadonlyMap<string, ModelEntry>,
  dataSources: PlainObject,
  findings: Findings,
  validate: SchemaValidator,
): Pick<Project, 'models' | 'bases'> {
  const resolver = new DefinitionResolver(all, new Set(entries.keys()), findings, validate);
  const models: ModelUse[] = [];
  const bases: ModelUse[] = [];
  for (const name of orderModels([...entries.keys(), ...builtIn.keys()], all)) {
    const entry = entries.get(name);
    const script = all.get(name)?.script;
    if (entry !== undefined) {
      const definition = resolver.resolveUsed(entry);
      if (definition === undefined) continue;
      models.push({ definition, dataSource: entry.dataSource, public: entry.public, script });
    } else if (all.has(name)) {
      const definition = resolver.resolveBase(name);
      if (definition !== undefined) bases.push({ definition, dataSource: null, public: false, script });
    }
  }
  for (const use of models) checkId(use, dataSources, findings);
  const definitions = models.map(({ definition }) => definition);
  checkForeignKeys(definitions, [...all.keys()], findings, definitions.flatMap(linkModelNames));
  return { models, bases };
}

function checkId({ definition, dataSource }: ModelUse, dataSources: PlainObject, findings: Findings): void {
  if (dataSource === null) return;
  const message = describeMissingId(definition, toPlainObject(dataSources[dataSource])['connector']);
  if (message === undefined) return;
  const expected = 'a property with "id": true, or the id of the base back';
  findings.report({ file: definition.source?.file ?? definition.name, pointer: '/properties', message, expected });
}

function checkEntries(entries: ReadonlyMap<string, ModelEntry>, { all }: Models, findings: Findings): void {
  for (const { name, file } of entries.values()) {
    if (all.has(name) || ROOT_DEFINITIONS.some((root) => root.name === name)) continue;
    const expected = 'the name of a definition in _meta.sources, or of a built-in model';
    findings.report({ file, pointer: jsonPointer([name]), message: `Model not found: ${name}`, expected });
  }
}

function toDataSources(data: PlainObject): Record<string, DataSourceSettings> {
  return Object.fromEntries(
    Object.entries(data).filter((entry): entry is [string, DataSourceSettings] => isPlainObject(entry[1])),
  );
}

/**
 * Reads a project: configuration with its variants, definitions, inheritance, and what options add to them. Nothing is
 * connected or registered, and everything that is wrong is told in one `DefinitionsError`.
 *
 * @example
 * const project = loadProject({ root: import.meta.dirname });
 * project.models.map(model => model.definition.name);
 */
export function loadProject(options: ProjectOptions): Project {
  const findings = new Findings();
  const validate = createSchemaValidator();
  const directory = openDirectory(options.root, findings);
  const configuration = readConfiguration({ options, directory, findings, validate });
  const dataSources = toDataSources(configuration.dataSources.data);
  const modelConfig = configuration.modelConfig.data;
  const models = findModels(options, directory, modelConfig, findings);
  const entries = readEntries(models, configuration, findings);
  checkEntries(entries, models, findings);
  const used = useModels(models, entries, dataSources, findings, validate);
  const isProvided = (name: string) => Object.hasOwn(options.mixins ?? {}, name);
  const sources = toTexts(toPlainObject(modelConfig['_meta'])['mixins'], DEFAULT_MIXINS);
  const mixinDirectories = directory?.findDirectories(sources) ?? [];
  const mixins = findMixins(mixinDirectories, directory?.nameOf ?? String, findings);
  checkMixins([...used.bases, ...used.models], mixins, (name) => models.all.has(name) || isProvided(name), findings);
  findings.throwProblems();
  return {
    root: directory?.root,
    config: frozenCopy(configuration.config.data),
    dataSources,
    modelConfig: frozenCopy(modelConfig),
    ...used,
    mixinDirectories,
    mixins,
    warnings: findings.warnings,
  };
}
