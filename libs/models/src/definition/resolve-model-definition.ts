import type { DefinitionProblem } from './definition-problem.js';
import { forceIdInForce } from './force-id.js';
import type { DefinitionPlace } from './foreign-key-definition.js';
import { frozenCopy } from './frozen-copy.js';
import { inheritableSettings } from './inheritable-settings.js';
import { jsonPointer } from './json-pointer.js';
import { mergeModelConfiguration, type ModelConfiguration } from './merge-model-configuration.js';
import { mergeSettings } from './merge-settings.js';
import type { DefinitionSource, ModelDefinition } from './model-definition.js';
import { getHttpPath, getPlural } from './model-path.js';
import { readOwnSettings } from './own-settings.js';
import { parseForeignKeys } from './parse-foreign-keys.js';
import { toPlainObject, type PlainObject } from './plain-object.js';
import type { PropertyDefinition } from './property-definition.js';
import { resolveProperties } from './resolve-properties.js';

/** What goes into a definition beside its own text and its base. */
export interface ResolutionContext {
  readonly source?: DefinitionSource | undefined;
  /** `options` of the model's entry in model-config.json. */
  readonly configOptions?: Readonly<Record<string, unknown>> | undefined;
  /** Name of the file with that entry, for error texts. */
  readonly entryFile?: string | undefined;
  /** `relations`, `acls` and `methods` of that entry. */
  readonly configuration?: ModelConfiguration | undefined;
  readonly report: (problem: DefinitionProblem) => void;
  readonly warn: (text: string) => void;
}

function findIdNames(properties: readonly PropertyDefinition[]): string[] {
  return properties
    .filter((property) => property.id > 0)
    .toSorted((a, b) => a.id - b.id)
    .map((property) => property.name);
}

function toNames(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

/** Settings with relations that an heir has taken out (`"orders": null`) left out. */
function dropEmptyRelations(settings: PlainObject): PlainObject {
  const relations = settings['relations'];
  if (relations === undefined) return settings;
  const kept = Object.entries(toPlainObject(relations)).filter(
    ([, relation]) => relation !== null && relation !== false,
  );
  return { ...settings, relations: Object.fromEntries(kept) };
}

function foreignKeysPlace(
  raw: Readonly<PlainObject>,
  { configOptions, entryFile, source }: ResolutionContext,
): DefinitionPlace {
  const name = String(raw['name']);
  if (configOptions?.['foreignKeys'] !== undefined)
    return { file: entryFile ?? `options of ${name}`, pointer: jsonPointer([name, 'options', 'foreignKeys']) };
  const isOption = toPlainObject(raw['options'])['foreignKeys'] !== undefined;
  return { file: source?.file ?? `model ${name}`, pointer: `${isOption ? '/options' : ''}/foreignKeys` };
}

function warnOfSettings(definition: ModelDefinition, warn: (text: string) => void): void {
  const { name, settings, properties, idNames } = definition;
  if (settings['forceId'] === true && idNames.length > 0 && !forceIdInForce(settings, properties)) {
    warn(`Model "${name}": "forceId": true is not in force, since the id "${idNames.join(', ')}" is not generated.`);
  }
  if (settings['injectOptionsFromRemoteContext'] !== undefined) {
    warn(
      `Model "${name}": injectOptionsFromRemoteContext was removed in LoopBack 3 and has no effect. ` +
        `Use createOptionsFromRemotingContext.`,
    );
  }
}

/**
 * Resolves one definition, from a file or from code, over its resolved base. The result is frozen at every depth, and a
 * copy: what is passed in stays as it is.
 *
 * @param raw As in JSON: `name`, `properties`, settings at the top level or in `options`.
 * @param base The base's definition without what model-config.json adds to it; `undefined` for `Model` itself.
 */
export function resolveModelDefinition(
  raw: Readonly<Record<string, unknown>>,
  base: ModelDefinition | undefined,
  context: ResolutionContext,
): ModelDefinition {
  const name = String(raw['name']);
  const { source, report, warn } = context;
  const own = readOwnSettings(raw, context.configOptions ?? {}, (text) => warn(`Model "${name}": ${text}`));
  const inherited = inheritableSettings(base?.settings ?? {});
  const merged = mergeModelConfiguration(mergeSettings(own, inherited), context.configuration ?? {});
  const settings: PlainObject = { ...dropEmptyRelations(merged), ...(base === undefined ? {} : { base: base.name }) };
  const properties = resolveProperties({
    model: name,
    file: source?.file ?? `model ${name}`,
    own: toPlainObject(raw['properties']),
    inherited: base?.properties ?? [],
    excluded: toNames(own['excludeBaseProperties']),
    idInjection: base !== undefined && settings['idInjection'] !== false,
    report,
    warn,
  });
  const plural = getPlural(name, settings);
  const definition = frozenCopy<ModelDefinition>({
    name,
    base: base?.name,
    ancestors: base === undefined ? [] : [base.name, ...base.ancestors],
    plural,
    httpPath: getHttpPath(plural, settings),
    properties,
    idNames: findIdNames(properties),
    foreignKeys: parseForeignKeys({
      merged: settings['foreignKeys'],
      own: own['foreignKeys'],
      inherited: base?.foreignKeys ?? [],
      place: foreignKeysPlace(raw, context),
      report,
    }),
    settings,
    source,
  });
  warnOfSettings(definition, warn);
  return definition;
}
