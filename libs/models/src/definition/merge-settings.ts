import { joinArrays } from './join-arrays.js';
import { createMergePolicy, type MergeMode } from './merge-policy.js';
import { isList, isPlainObject, type PlainObject } from './plain-object.js';

function mergeDeep(own: unknown, inherited: unknown): unknown {
  if (isList(own) && isList(inherited)) return joinArrays(own, inherited);
  if (!isPlainObject(own) || !isPlainObject(inherited)) return own;
  const merged = new Map(Object.entries(inherited));
  for (const [key, value] of Object.entries(own)) {
    merged.set(key, merged.has(key) ? mergeDeep(value, merged.get(key)) : value);
  }
  return Object.fromEntries(merged);
}

/** By key, its own first: the order in which relations and scopes are set up. */
function mergePatch(own: unknown, inherited: unknown): unknown {
  if (!isPlainObject(own) || !isPlainObject(inherited)) return own;
  const others = Object.entries(inherited).filter(([key]) => !Object.hasOwn(own, key));
  return { ...own, ...Object.fromEntries(others) };
}

function mergeRank(own: unknown, inherited: unknown): unknown {
  return isList(own) && isList(inherited) ? [...own, ...inherited] : own;
}

function mergeSetting(mode: MergeMode, own: unknown, inherited: unknown): unknown {
  switch (mode) {
    case 'replace':
      return own;
    case 'patch':
      return mergePatch(own, inherited);
    case 'rank':
      return mergeRank(own, inherited);
    case 'deep':
      return mergeDeep(own, inherited);
  }
}

/** Merges the settings of a model with those that it inherits, as its `configureModelMerge` says. */
export function mergeSettings(own: PlainObject, inherited: PlainObject): PlainObject {
  const policy = createMergePolicy(own['configureModelMerge']);
  const merged = new Map(Object.entries(inherited));
  for (const [setting, value] of Object.entries(own)) {
    if (value === undefined) continue;
    if (value === null && policy.nullRemoves) merged.delete(setting);
    else
      merged.set(
        setting,
        merged.has(setting) ? mergeSetting(policy.modeOf(setting), value, merged.get(setting)) : value,
      );
  }
  return Object.fromEntries(merged);
}
