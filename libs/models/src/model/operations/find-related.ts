import type { RawFilter } from '../../query/query.js';
import type { PerKey } from '../../query/statements.js';
import type { IncludePlan, ReadMode } from '../relation-support.js';
import type { ModelCore } from '../model-core.js';
import { OperationHooks } from './hooks.js';
import { hiddenKeys, withKeys, withoutKeys } from './include-keys.js';
import type { OperationOptions } from './operation-options.js';
import { prepareQuery } from './prepare-query.js';
import { select } from './read.js';
import { toInstances } from './to-instances.js';

/** How related rows are read. */
export interface RelatedRead {
  /** Properties that the rows are joined by: always read, and shown unless they are hidden. */
  readonly keys: readonly string[];
  readonly perKey?: PerKey | undefined;
  readonly mode: ReadMode;
}

/** A related row or instance, and the values that it is joined by. */
export interface RelatedRow {
  readonly value: object;
  readonly keys: Readonly<Record<string, unknown>>;
}

/** Reads the rows that an include puts into others: without hidden and protected properties, in one statement. */
export async function findRelated(
  core: ModelCore,
  filter: RawFilter,
  options: OperationOptions,
  related: RelatedRead,
): Promise<readonly RelatedRow[]> {
  const hooks = new OperationHooks(core, options);
  const query = await prepareQuery(core, filter, options, hooks);
  const plan = core.registry.relations?.plan(query.include, core, options);
  const fields = withKeys(query.fields, [...related.keys, ...belongsToKeys(core, plan)]);
  const paged = related.perKey === undefined ? query : { ...query, limit: undefined, skip: undefined };
  if (related.mode === 'instances') {
    const rows = await select(
      core,
      paged,
      options,
      core.queries.selection(withKeys(fields, hiddenKeys(core, plan)), true),
      related.perKey,
    );
    const instances = await toInstances(core, rows, fields, hooks, options);
    await plan?.load(instances, fields, options, 'instances');
    return instances.map((value) => ({ value, keys: value as Record<string, unknown> }));
  }
  const hidden = [...hiddenKeys(core, plan), ...related.keys.filter((key) => core.schema.hidden.has(key))];
  const rows = await select(
    core,
    paged,
    options,
    core.queries.nestedSelection(fields, hidden, core.schema.protected),
    related.perKey,
  );
  await plan?.load(rows, fields, options, 'rows');
  // Those that are not shown are taken out of the rows.
  const read = rows.map((value) => ({ value, keys: hidden.length === 0 ? value : pick(value, related.keys) }));
  withoutKeys(rows, hidden);
  return read;
}

// The key of a belongsTo that is included below is read even where `fields` leave it out.
function belongsToKeys(core: ModelCore, plan: IncludePlan | undefined): readonly string[] {
  const keys = new Set(
    [...core.relations.values()].filter(({ type }) => type === 'belongsTo').map(({ keyFrom }) => keyFrom),
  );
  return plan === undefined ? [] : plan.keys.filter((key) => keys.has(key));
}

function pick(row: Readonly<Record<string, unknown>>, keys: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(keys.map((key) => [key, row[key]]));
}
