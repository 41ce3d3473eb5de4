import type { AnyModel } from '../model/model.js';
import { atomically } from '../model/operations/atomically.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { changeId, revisionOf } from './revision.js';
import { idOfText, lockedInstance } from './stored-instances.js';

/** Somebody else has changed the instance meanwhile. */
export class LostRaceError extends Error {}

/**
 * Runs the statement that writes an instance, where it has a revision still: in one transaction with the look at it, in which
 * nobody else can change it.
 *
 * @throws LostRaceError where it has another one; nothing is written then
 */
export function whileUnchanged<T>(
  model: AnyModel,
  { modelId, rev }: { readonly modelId: string; readonly rev: string | null },
  options: OperationOptions,
  write: (options: OperationOptions) => Promise<T>,
): Promise<T> {
  const name = `loopnest instance ${changeId(model.modelName, modelId)}`;
  return atomically([model.core], name, options, async (own) => {
    const instance = await lockedInstance(model, idOfText(model, modelId), own);
    if (revisionOf(instance) !== rev) throw new LostRaceError();
    return write(own);
  });
}
