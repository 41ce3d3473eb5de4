import type { AnyModel } from '../model/model.js';
import { planDeletionOf } from '../model/operations/destroy.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { patch, withoutIds } from '../model/operations/patch.js';
import { DuplicateError } from '../model/operations/translate-failure.js';
import type { PersistedModel } from '../model/persisted-model.js';
import type { Update } from './parse-updates.js';
import { revisionOf } from './revision.js';
import { idNameOf, idOfText, keptIds, seenInstances, storedInstances } from './stored-instances.js';
import { LostRaceError, whileUnchanged } from './while-unchanged.js';

/**
 * Applies one change of another side; `false` where it is not based on what is stored, and what `access` hooks let the caller
 * see. Hooks run as for any operation.
 */
export async function applyUpdate(model: AnyModel, update: Update, options: OperationOptions): Promise<boolean> {
  const { modelId } = update.change;
  const instance = (await seenInstances(model, [modelId], options)).get(modelId);
  if (update.type === 'create') return instance === undefined && createFrom(model, update, options);
  const rev = update.change.prev ?? null;
  if ((await revisionOfSeen(model, instance, modelId, options)) !== rev) return false;
  // A deletion of what is not there has nothing to do.
  if (instance === undefined) return update.type === 'delete';
  const state = { modelId, rev };
  try {
    if (update.type === 'update') {
      await patch(model.core, instance, withoutIds(model.core, update.data), options, {
        within: (own, write) => whileUnchanged(model, state, own, write),
      });
    } else {
      const deletion = await planDeletionOf(model.core, instance, options);
      await deletion.finish(await whileUnchanged(model, state, options, (own) => deletion.run(own)));
    }
    return true;
  } catch (error) {
    if (error instanceof LostRaceError) return false;
    throw error;
  }
}

// `loaded` hooks change what is seen, and no revision.
async function revisionOfSeen(
  model: AnyModel,
  instance: object | undefined,
  modelId: string,
  options: OperationOptions,
): Promise<string | null> {
  if (instance === undefined || !model.core.hasObservers('loaded')) return revisionOf(instance);
  return revisionOf((await storedInstances(model, [modelId], options)).get(modelId));
}

async function createFrom(
  model: AnyModel,
  { change: { modelId }, data }: Extract<Update, { type: 'create' | 'update' }>,
  options: OperationOptions,
): Promise<boolean> {
  // In a transaction of PostgreSQL nothing can follow a statement that has failed.
  if ((await keptIds(model, [modelId], options)).length > 0) return false;
  try {
    await (model as typeof PersistedModel).create({ ...data, [idNameOf(model)]: idOfText(model, modelId) }, options);
    return true;
  } catch (error) {
    if (!(error instanceof DuplicateError)) throw error;
    // Made by somebody else meanwhile; another value that has to be unique is a failure.
    if ((await storedInstances(model, [modelId], options)).has(modelId)) return false;
    throw error;
  }
}
