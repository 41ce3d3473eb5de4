import type { AnyModel } from '../model/model.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { applyUpdate } from './apply-update.js';
import { ConflictError } from './conflict.error.js';
import type { GivenChange } from './parse-change.js';
import { parseUpdates } from './parse-updates.js';

/**
 * Applies changes of another side, in their order. One that is not based on what is stored is a conflict, and one that is
 * refused fails the call; all others are applied before that.
 *
 * @throws ConflictError with the changes in conflict
 */
export async function bulkUpdate(model: AnyModel, updates: unknown, options: OperationOptions): Promise<void> {
  const conflicts: GivenChange[] = [];
  const refusals: unknown[] = [];
  for (const update of parseUpdates(updates)) {
    try {
      if (!(await applyUpdate(model, update, options))) conflicts.push(update.change);
    } catch (error) {
      refusals.push(error);
    }
  }
  if (refusals.length > 0) throw refusals[0];
  if (conflicts.length > 0) throw new ConflictError(conflicts);
}
