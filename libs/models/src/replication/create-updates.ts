import type { OperationOptions } from '../model/operations/operation-options.js';
import { changeType } from './change-type.js';
import { makeChange } from './make-change.js';
import { parseChanges } from './parse-change.js';
import { seenInstances } from './stored-instances.js';
import type { TrackedModel } from './tracked-model.js';

/** A delta with the data that it needs. */
export interface DeltaUpdate {
  readonly type: 'create' | 'update' | 'delete';
  readonly change: object;
  readonly data?: object;
}

/**
 * Deltas with the data that another side needs to apply them. What is not there any more, or is kept from the caller by
 * `access` hooks, is left out.
 */
export async function createUpdates(
  tracked: TrackedModel,
  deltas: unknown,
  options: OperationOptions,
): Promise<readonly DeltaUpdate[]> {
  const changes = parseChanges(deltas, 'deltas').map((given) => ({ given, type: changeType(given) }));
  const needed = changes.filter(({ type }) => type === 'create' || type === 'update');
  const ids = [...new Set(needed.map(({ given }) => given.modelId))];
  const seen = await seenInstances(tracked.model, ids, options);
  return changes.flatMap(({ given, type }): readonly DeltaUpdate[] => {
    if (type === 'unknown') return [];
    const change = makeChange(tracked, given);
    if (type === 'delete') return [{ type, change }];
    const instance = seen.get(given.modelId);
    return instance === undefined ? [] : [{ type, change, data: dataOf(instance) }];
  });
}

function dataOf(instance: object): object {
  return (instance as { toJSON(): object }).toJSON();
}
