import { parseWhere } from '../../query/parse-where.js';
import { checkDepth } from '../../query/query-depth.js';
import { parseQuery, type RawFilter } from '../../query/query.js';
import type { ModelCore } from '../model-core.js';
import { type OperationOptions, queryRules } from './operation-options.js';
import { withoutHidden } from './without-hidden.js';

/**
 * The filter of a call as it can become a part of one of the application's own: checked by the rules of the call, and
 * without conditions on what may not be asked for. The whole is then read with `trustsQuery`.
 */
export function checkedFilter(
  core: ModelCore,
  filter: RawFilter | null | undefined,
  options: OperationOptions,
): RawFilter {
  const { query } = core.queries;
  const rules = queryRules(core, options, 'ignore');
  parseQuery(filter, query, rules);
  core.registry.relations?.plan(filter?.include, core, options);
  return { ...filter, where: rules.prohibitHidden ? withoutHidden(filter?.where, query) : filter?.where };
}

/**
 * The where of a call, in the same way.
 *
 * @param unknown - what becomes of properties that there are not: a call that changes something refuses them
 */
export function checkedWhere(
  core: ModelCore,
  where: unknown,
  options: OperationOptions,
  unknown: 'ignore' | 'refuse' = 'ignore',
): unknown {
  const { query } = core.queries;
  const rules = queryRules(core, options, unknown);
  checkDepth(where, rules.maxDepth);
  parseWhere(where, query, rules);
  return rules.prohibitHidden ? withoutHidden(where, query) : where;
}
