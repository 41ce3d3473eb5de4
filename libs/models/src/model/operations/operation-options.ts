import type { ExecutorTransaction } from '../../datasource/executor.js';
import type { Transaction } from '../../datasource/transaction/transaction.js';
import { DEFAULT_QUERY_LIMITS, type QueryLimits } from '../../query/query-limits.js';
import type { QueryRules } from '../../query/query-model.js';
import type { ModelCore } from '../model-core.js';
import type { RelatedAccess } from './related-access.js';

/** Options of a data call. They reach the hooks of the operation; keys of the application's own are kept. */
export interface OperationOptions {
  /** The transaction that the call belongs to. */
  transaction?: Transaction | ExecutorTransaction | undefined;
  /** Whether instances are checked; goes before the settings of the model. */
  validate?: boolean;
  /** `false`: leaves out `access`, `loaded` and `after save`, and all hooks of deletions. */
  notify?: boolean;
  /** Limits that REST sets for a call, unless the model or its data source has its own. */
  maxDepthOfQuery?: number;
  maxDepthOfData?: number;
  prohibitHiddenPropertiesInQuery?: boolean;
  queryLimits?: QueryLimits | undefined;
  /** The filter or where is the application's own: it may name hidden properties, and has no limits. */
  trustsQuery?: boolean;
  /** What may be shown through relations; everything where nothing is said. */
  relatedAccess?: RelatedAccess | undefined;
  [key: string | symbol]: unknown;
}

// In code there is no limit in LoopBack; this one only keeps a filter that contains itself from running away.
const DEPTH_IN_CODE = 512;

// What scopes and hooks ask for.
const TRUSTED_RULES = {
  prohibitHidden: false,
  refusesHidden: false,
  maxDepth: DEPTH_IN_CODE,
  maxConditions: Number.POSITIVE_INFINITY,
  maxListLength: Number.POSITIVE_INFINITY,
  maxPatterns: Number.POSITIVE_INFINITY,
};

/** Whether a client asked for it, over REST: what scripts ask for has no limits. */
export function isFromClient(options: OperationOptions): boolean {
  return options.queryLimits !== undefined;
}

/** The same call without a page of its own: for what is put into the rows of an answer. */
export function withoutPageSize(options: OperationOptions): OperationOptions {
  const { queryLimits } = options;
  return queryLimits?.pageSize === undefined
    ? options
    : { ...options, queryLimits: { ...queryLimits, pageSize: undefined } };
}

/** The same call with a page: for what answers a list to a client. */
export function withPageSize(options: OperationOptions, pageSize: number): OperationOptions {
  return { ...options, queryLimits: { ...DEFAULT_QUERY_LIMITS, ...options.queryLimits, pageSize } };
}

/** The rules by which the query of a call is read. */
export function queryRules(
  core: ModelCore,
  options: OperationOptions,
  unknownProperties: QueryRules['unknownProperties'],
): QueryRules {
  if (options.trustsQuery === true) return { ...TRUSTED_RULES, unknownProperties };
  const limits = options.queryLimits ?? DEFAULT_QUERY_LIMITS;
  const prohibit = setting(core, 'prohibitHiddenPropertiesInQuery') ?? options.prohibitHiddenPropertiesInQuery;
  const maxDepth = setting(core, 'maxDepthOfQuery') ?? options.maxDepthOfQuery;
  return {
    prohibitHidden: prohibit === true,
    refusesHidden: prohibit === true && setting(core, 'refuseHiddenPropertiesInQuery') === true,
    unknownProperties,
    ignored: core.tellIgnored,
    maxDepth: typeof maxDepth === 'number' ? maxDepth : DEPTH_IN_CODE,
    maxConditions: limits.maxConditions,
    maxListLength: limits.maxListLength,
    maxPatterns: limits.maxPatterns,
  };
}

/** A setting of the model, or else of its data source. */
export function setting(core: ModelCore, name: string): unknown {
  return core.schema.settings[name] ?? core.dataSource?.settings[name];
}
