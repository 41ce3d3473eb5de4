import type { ModelCore } from '../model-core.js';
import type { OperationHooks } from './hooks.js';
import type { OperationOptions } from './operation-options.js';

/** Makes instances of rows, telling the `loaded` hook of each. */
export async function toInstances(
  core: ModelCore,
  rows: readonly Record<string, unknown>[],
  fields: readonly string[] | undefined,
  hooks: OperationHooks,
  options: OperationOptions,
): Promise<object[]> {
  const isWatched = options.notify !== false && hooks.has('loaded');
  const made: object[] = [];
  for (const row of rows) {
    const data = isWatched ? ((await hooks.notify('loaded', { data: row, isNewInstance: false })).data ?? row) : row;
    made.push(toInstance(core, data, fields));
  }
  return made;
}

/** One stored instance of what was read. */
export function toInstance(core: ModelCore, row: Record<string, unknown>, fields?: readonly string[]): object {
  const applyDefaultValues = core.schema.settings['applyDefaultsOnReads'] !== false;
  return new core.model(row, { persisted: true, applyDefaultValues, fields });
}
