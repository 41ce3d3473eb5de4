import { getBaseName } from './base-name.js';
import { ROOT_DEFINITIONS } from './built-in-definitions.js';
import type { Definitions } from './find-definitions.js';
import { findMisspellings, type KnownNames } from './find-misspellings.js';
import type { Findings } from './findings.js';
import type { ModelDefinition } from './model-definition.js';
import { isReservedModelName } from './model-name.js';
import type { ModelEntry } from './model-entry.js';
import type { RawDefinition } from './raw-definition.js';
import { resolveModelDefinition, type ResolutionContext } from './resolve-model-definition.js';
import type { SchemaValidator } from './schema-validator.js';

type Voices = Pick<Findings, 'report' | 'warn'>;

const SILENT: Voices = { report: () => undefined, warn: () => undefined };

/** Resolves the definitions of one project, each over its base, and lists the bases that are met on the way. */
export class DefinitionResolver {
  readonly #definitions: Definitions;
  readonly #used: ReadonlySet<string>;
  readonly #findings: Findings;
  readonly #validate: SchemaValidator;
  /** Definitions without what model-config.json says: these are inherited from. */
  readonly #plain = new Map<string, ModelDefinition>(
    ROOT_DEFINITIONS.map((definition) => [definition.name, definition]),
  );
  readonly #known: KnownNames;
  readonly #checked = new Set<string>();
  readonly #withWrongBase = new Set<string>();

  constructor(definitions: Definitions, used: ReadonlySet<string>, findings: Findings, validate: SchemaValidator) {
    this.#definitions = definitions;
    this.#used = used;
    this.#findings = findings;
    this.#validate = validate;
    this.#known = { settings: validate.settings, models: new Set([...this.#plain.keys(), ...definitions.keys()]) };
  }

  /** A model that is used, with what its entry says. */
  resolveUsed(entry: ModelEntry): ModelDefinition | undefined {
    const found = this.#definitions.get(entry.name);
    if (found === undefined) return this.#plain.get(entry.name);
    const { options: configOptions, configuration, file: entryFile } = entry;
    return this.#resolve(found, this.#findings, [], { configOptions, configuration, entryFile });
  }

  /** A model that is only inherited from. */
  resolveBase(name: string): ModelDefinition | undefined {
    return this.#resolvePlain(name, []);
  }

  #resolvePlain(name: string, heirs: readonly string[]): ModelDefinition | undefined {
    const known = this.#plain.get(name);
    if (known !== undefined) return known;
    const found = this.#definitions.get(name);
    if (found === undefined) return undefined;
    // A model that is used is reported on when it is resolved with its entry.
    const definition = this.#resolve(found, this.#used.has(name) ? SILENT : this.#findings, heirs, {});
    if (definition !== undefined) this.#plain.set(name, definition);
    return definition;
  }

  #resolve(
    found: RawDefinition,
    voices: Voices,
    heirs: readonly string[],
    entry: Pick<ResolutionContext, 'configOptions' | 'configuration' | 'entryFile'>,
  ): ModelDefinition | undefined {
    this.#check(found);
    const base = this.#resolveBaseOf(found, [...heirs, found.name]);
    if (base === undefined) return undefined;
    return resolveModelDefinition(found.raw, base, { source: { file: found.file }, ...voices, ...entry });
  }

  #resolveBaseOf(found: RawDefinition, heirs: readonly string[]): ModelDefinition | undefined {
    const name = getBaseName(found.raw);
    if (heirs.includes(name)) {
      const circle = [...heirs.slice(heirs.indexOf(name)), name].join(' → ');
      this.#reportBase(found, `the model "${name}" is its own base: ${circle}`);
      return undefined;
    }
    if (!this.#plain.has(name) && !this.#definitions.has(name)) {
      this.#reportBase(found, `Model not found: model \`${found.name}\` is extending an unknown model \`${name}\`.`);
      return undefined;
    }
    return this.#resolvePlain(name, heirs);
  }

  /** A base is looked for by the model itself and by each heir, but is wrong only once. */
  #reportBase({ name, file }: RawDefinition, message: string): void {
    if (this.#withWrongBase.has(name)) return;
    this.#withWrongBase.add(name);
    this.#findings.report({ file, pointer: '/base', message });
  }

  #check({ name, raw, file }: RawDefinition): void {
    if (this.#checked.has(name)) return;
    this.#checked.add(name);
    if (isReservedModelName(name)) {
      const message = `"${name}" is the name of a type and cannot be that of a model`;
      this.#findings.report({ file, pointer: '/name', message });
    }
    for (const problem of this.#validate('model-definition', raw)) this.#findings.report({ file, ...problem });
    for (const { pointer, message } of findMisspellings(raw, this.#known)) {
      this.#findings.warn(`${file} › ${pointer}: ${message}`);
    }
  }
}
