import type { IncludePlan } from '../relation-support.js';
import type { ModelCore } from '../model-core.js';

type Row = Record<string, unknown>;

/** The properties by which includes are joined and which are hidden: read all the same, and not shown. */
export function hiddenKeys(core: ModelCore, plan: IncludePlan | undefined): readonly string[] {
  return plan === undefined ? [] : plan.keys.filter((key) => core.schema.hidden.has(key));
}

export function withKeys(
  fields: readonly string[] | undefined,
  keys: readonly string[],
): readonly string[] | undefined {
  return fields === undefined || keys.length === 0 ? fields : [...new Set([...fields, ...keys])];
}

/** Rows without keys that were read for joining only. */
export function withoutKeys(rows: Row[], keys: readonly string[]): Row[] {
  if (keys.length > 0) for (const row of rows) for (const key of keys) Reflect.deleteProperty(row, key);
  return rows;
}
