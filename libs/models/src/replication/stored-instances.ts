import { instanceState } from '../model/instance-state.js';
import type { AnyModel } from '../model/model.js';
import type { ModelCore } from '../model/model-core.js';
import { idText } from '../model/operations/id-clause.js';
import { type OperationOptions, withoutPageSize } from '../model/operations/operation-options.js';
import { trustedCondition } from '../model/operations/patch.js';
import { find, lookUp } from '../model/operations/read.js';
import { runStatement } from '../model/operations/run-statement.js';
import { bothWheres, defaultScope } from '../model/operations/scope.js';
import { toInstance } from '../model/operations/to-instances.js';
import type { RawFilter } from '../query/query.js';
import { selectStatement } from '../query/statements.js';
import { parseId } from '../remote/parse-id.js';
import { internal } from './internal-options.js';

/** How many ids one statement asks for: databases have a limit of parameters. */
export const AT_ONCE = 500;

/** The name of the id property. */
export function idNameOf({ core }: AnyModel): string {
  return core.schema.idName ?? 'id';
}

/** An id as the model has it, of the text that a change has. */
export function idOfText({ core }: AnyModel, text: string): unknown {
  return parseId(text, core.schema) ?? text;
}

/** An id as changes have it, of one that a caller gives: a number may be written in several ways. */
export function textOfGivenId({ core }: AnyModel, id: unknown): string {
  const { idProperty } = core.schema;
  const own = idProperty === undefined || id === null || id === undefined ? id : core.coerce(idProperty, id);
  return idText(Number.isNaN(own) ? id : own);
}

/** The id of an instance, as changes have it. */
export function textOfId(model: AnyModel, instance: object): string {
  return idText(instanceState(instance).data[idNameOf(model)]);
}

/** The instances of some ids, by the texts of these; no hook is told. */
export function storedInstances(
  model: AnyModel,
  modelIds: readonly string[],
  options: OperationOptions,
): Promise<ReadonlyMap<string, object>> {
  return byText(model, modelIds, (where, limit) => lookUp(model.core, { where }, limit, internal(options)));
}

/** The same, but those only that hooks let the caller see, and that a filter of it lets through. */
export function seenInstances(
  model: AnyModel,
  modelIds: readonly string[],
  options: OperationOptions,
  filter: RawFilter = {},
): Promise<ReadonlyMap<string, object>> {
  // Without a part of them an other side would never hear of the rest.
  const own = { ...withoutPageSize(options), trustsQuery: true };
  return byText(model, modelIds, (ids) => find(model.core, { ...filter, where: bothWheres(ids, filter.where) }, own));
}

/** The ids of those that are there, and that hooks keep from the caller. */
export async function keptIds(
  model: AnyModel,
  modelIds: readonly string[],
  options: OperationOptions,
): Promise<readonly string[]> {
  if (modelIds.length === 0 || !model.core.hasObservers('access')) return [];
  const fields = [idNameOf(model)];
  const [stored, seen] = await Promise.all([
    storedInstances(model, modelIds, options),
    seenInstances(model, modelIds, options, { fields }),
  ]);
  return [...stored.keys()].filter((id) => !seen.has(id));
}

async function byText(
  model: AnyModel,
  modelIds: readonly string[],
  look: (where: object, count: number) => Promise<readonly object[]>,
): Promise<ReadonlyMap<string, object>> {
  const found = new Map<string, object>();
  for (const some of inChunks(modelIds)) {
    const where = { [idNameOf(model)]: { inq: some.map((text) => idOfText(model, text)) } };
    for (const instance of await look(where, some.length)) found.set(textOfId(model, instance), instance);
  }
  return found;
}

/** The instance of an id, which nobody else changes until the end of the transaction. */
export async function lockedInstance(
  { core }: AnyModel,
  id: unknown,
  options: OperationOptions,
): Promise<object | undefined> {
  const where = bothWheres(defaultScope(core)?.where, { [idNameOf(core.model)]: id });
  const [found] = await lockedInstances(core, where, 'update', options);
  return found;
}

/** The same of all that hold a where; several transactions may share it. */
export async function lockedInstances(
  core: ModelCore,
  where: unknown,
  kind: 'update' | 'share',
  options: OperationOptions,
): Promise<readonly object[]> {
  const query = {
    where: trustedCondition(core, where),
    order: [],
    limit: undefined,
    skip: undefined,
    fields: undefined,
    include: undefined,
  };
  const { columns, read } = core.queries.whole;
  const statement = selectStatement(core.queries.query, query, { columns, sortById: false, locks: kind });
  const { rows } = await runStatement(core, statement, 'read', options);
  return read(rows).map((row) => toInstance(core, row));
}

/** A list in parts that one statement can ask for. */
export function inChunks<T>(list: readonly T[]): readonly T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < list.length; start += AT_ONCE) chunks.push(list.slice(start, start + AT_ONCE));
  return chunks;
}
