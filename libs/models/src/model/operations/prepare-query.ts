import type { Condition } from '../../query/condition.js';
import { parseQuery, type Query, type RawFilter } from '../../query/query.js';
import { parseWhere } from '../../query/parse-where.js';
import { checkDepth } from '../../query/query-depth.js';
import type { QueryRules } from '../../query/query-model.js';
import type { ModelCore } from '../model-core.js';
import type { OperationHooks } from './hooks.js';
import { type OperationOptions, queryRules } from './operation-options.js';
import { bothWheres, defaultScope, withinScope } from './scope.js';
import { withoutHidden } from './without-hidden.js';

/** Reads the filter of a call: checked, combined with the default scope, and shown to the `access` hook. */
export async function prepareQuery(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
  hooks: OperationHooks,
): Promise<Query> {
  const { query: model } = core.queries;
  const rules = queryRules(core, options, 'ignore');
  const asked = parseQuery(filter, model, rules);
  const scope = defaultScope(core);
  const isWatched = options.notify !== false && hooks.has('access');
  if (scope === undefined && !isWatched) return asked;
  const clean = { ...filter, where: rules.prohibitHidden ? withoutHidden(filter?.where, model) : filter?.where };
  let combined = scope === undefined ? clean : withinScope(scope, clean);
  if (isWatched)
    combined = (await hooks.notify('access', { query: { ...combined, where: combined.where ?? {} } })).query ?? {};
  return parseQuery(combined, model, queryRules(core, TRUSTED, 'ignore'));
}

/** Reads the where of a change, a deletion or a count, in the same way. */
export async function prepareWhere(
  core: ModelCore,
  where: unknown,
  options: OperationOptions,
  hooks: OperationHooks,
  unknownProperties: QueryRules['unknownProperties'],
): Promise<{ condition: Condition | undefined; raw: unknown }> {
  const { query: model } = core.queries;
  const rules = queryRules(core, options, unknownProperties);
  checkDepth(where, rules.maxDepth);
  const asked = parseWhere(where, model, rules);
  const scope = defaultScope(core);
  const isWatched = options.notify !== false && hooks.has('access');
  if (scope?.where === undefined && !isWatched) return { condition: asked, raw: where ?? {} };
  const clean = rules.prohibitHidden ? withoutHidden(where, model) : where;
  let raw = bothWheres(scope?.where, clean);
  if (isWatched) raw = (await hooks.notify('access', { query: { where: raw ?? {} } })).query?.['where'];
  return { condition: parseWhere(raw, model, queryRules(core, TRUSTED, 'ignore')), raw: raw ?? {} };
}

// What scopes and hooks ask for is the application's own.
const TRUSTED: OperationOptions = { trustsQuery: true };
