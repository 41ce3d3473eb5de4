import { isPlainObject } from './plain-object.js';

/**
 * How a setting of a model meets that of its base:
 * - `replace`: the model's own counts;
 * - `patch`: objects by their keys, each value as a whole;
 * - `rank`: lists one after the other, its own first;
 * - `deep`: objects at any depth, arrays joined without doubles, the rest replaced.
 */
export type MergeMode = 'replace' | 'patch' | 'rank' | 'deep';

/** The modes of all settings of a model. */
export interface MergePolicy {
  modeOf(setting: string): MergeMode;
  /** Whether a setting that is `null` is removed; otherwise it is `null`. */
  readonly nullRemoves: boolean;
}

const ALWAYS: ReadonlyMap<string, MergeMode> = new Map([
  ['description', 'replace'],
  ['relations', 'patch'],
  ['methods', 'patch'],
  ['mixins', 'patch'],
  ['scopes', 'patch'],
  ['acls', 'rank'],
]);

const CONFIGURED: ReadonlyMap<string, MergeMode> = new Map([
  ...ALWAYS,
  ['scope', 'replace'],
  ['options', 'patch'],
  ['indexes', 'patch'],
  ['hidden', 'deep'],
  ['protected', 'deep'],
]);

function parseMode(written: unknown): MergeMode | undefined {
  if (!isPlainObject(written)) return undefined;
  if (written['replace'] === true) return 'replace';
  if (written['patch'] === true) return 'patch';
  if (written['rank'] === true) return 'rank';
  return 'deep';
}

/** The policy that the setting `configureModelMerge` asks for: `true`, or modes per setting; else the usual one. */
export function createMergePolicy(configureModelMerge: unknown): MergePolicy {
  if (configureModelMerge === true) {
    return { modeOf: (setting) => CONFIGURED.get(setting) ?? 'replace', nullRemoves: true };
  }
  if (!isPlainObject(configureModelMerge)) {
    return { modeOf: (setting) => ALWAYS.get(setting) ?? 'deep', nullRemoves: false };
  }
  const modes = new Map(Object.entries(configureModelMerge).map(([setting, mode]) => [setting, parseMode(mode)]));
  return {
    modeOf: (setting) => modes.get(setting) ?? ALWAYS.get(setting) ?? modes.get('__default') ?? 'deep',
    nullRemoves: true,
  };
}
