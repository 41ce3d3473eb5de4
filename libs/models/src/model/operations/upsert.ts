import { LoopnestError } from '../../errors/loopnest.error.js';
import type { ModelCore } from '../model-core.js';
import { create } from './create.js';
import { idClause, idText } from './id-clause.js';
import type { OperationOptions } from './operation-options.js';
import { patch, withoutIds } from './patch.js';
import { findOne, lookUp } from './read.js';
import { replace, replaceById, ReplaceNotFoundError } from './replace.js';
import { DuplicateError } from './translate-failure.js';

type Data = Readonly<Record<string, unknown>>;

/** `patchOrCreate`: patches what the id in the data names, or creates. With `forceId` in force an unknown id is 404. */
export async function patchOrCreate(core: ModelCore, data: Data, options: OperationOptions): Promise<object> {
  const where = idWhere(core, data);
  if (where === undefined) return create(core, data, options);
  if (core.schema.forceId) {
    const stored = await findOne(core, { where }, options);
    if (stored === null) throw new UpdateNotFoundError(core, data);
    return patch(core, stored, data, options, { setting: 'validateUpsert' });
  }
  const patched = async () => {
    const [stored] = await lookUp(core, { where, limit: 1, offset: 0, skip: 0 }, 1, options);
    return stored === undefined ? undefined : patch(core, stored, withoutIds(core, data), options);
  };
  return (await patched()) ?? createOr(core, data, options, patched);
}

/** `replaceOrCreate`: replaces what the id in the data names, or creates. With `forceId` in force an unknown id is 404. */
export async function replaceOrCreate(core: ModelCore, data: Data, options: OperationOptions): Promise<object> {
  const where = idWhere(core, data);
  if (where === undefined) return create(core, data, options);
  const { idName } = core.schema;
  if (core.schema.forceId && idName !== undefined) return replaceById(core, data[idName], data, options);
  const replaced = async () => {
    const [stored] = await lookUp(core, { where, limit: 1, offset: 0, skip: 0 }, 1, options);
    if (stored === undefined) return undefined;
    try {
      return await replace(core, new core.model(data), options, { isNewInstance: false });
    } catch (error) {
      if (error instanceof ReplaceNotFoundError) return undefined;
      throw error;
    }
  };
  return (await replaced()) ?? createOr(core, data, options, replaced);
}

/** `upsertWithWhere`: patches the one that matches, creates where there is none, refuses where there are several. */
export async function upsertWithWhere(
  core: ModelCore,
  where: unknown,
  data: Data,
  options: OperationOptions,
): Promise<object> {
  if (Object.keys(data).length === 0) throw new LoopnestError(400, 'data object cannot be empty!');
  const [first, second] = await lookUp(core, { where }, 2, options);
  if (second !== undefined) {
    throw new LoopnestError(400, 'There are multiple instances found.Upsert Operation will not be performed!');
  }
  return first === undefined ? create(core, data, options) : patch(core, first, data, options);
}

/** The where of all parts of the id; `undefined` where the data have none. */
function idWhere(core: ModelCore, data: Data): Record<string, unknown> | undefined {
  const { idNames } = core.schema;
  const parts = idNames.map((name) => [name, data[name]] as const);
  const isComplete =
    parts.length > 0 && parts.every(([, value]) => value !== undefined && value !== null && value !== '');
  return isComplete ? Object.fromEntries(parts.map(([name, value]) => [name, idClause(value)])) : undefined;
}

// Two clients may create the same id at a time: the second one finds it taken, and changes it after all.
async function createOr(
  core: ModelCore,
  data: Data,
  options: OperationOptions,
  change: () => Promise<object | undefined>,
): Promise<object> {
  try {
    return await create(core, data, options);
  } catch (error) {
    const changed = error instanceof DuplicateError ? await change() : undefined;
    if (changed === undefined) throw error;
    return changed;
  }
}

/** What is to be patched is not there: 404. */
class UpdateNotFoundError extends LoopnestError {
  constructor({ schema }: ModelCore, data: Data) {
    const id = schema.idNames.map((name) => idText(data[name])).join(',');
    super(404, `Could not update attributes. Object with id ${id} does not exist!`, { hasStatus: true });
  }
}
