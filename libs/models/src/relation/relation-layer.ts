import type { RelationSupport, IncludePlan, ReadMode } from '../model/relation-support.js';
import type { ModelCore } from '../model/model-core.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { declareInCode } from './declare-in-code.js';
import { includeRelation } from './include/include-relation.js';
import { type IncludeNode, parseInclude } from './include/parse-include.js';
import { shownSize } from './include/related-value.js';
import { InvalidQueryError } from '../query/invalid-query.error.js';

/** Relations in code, and includes: one statement per relation and level, however many parents there are. */
export class RelationLayer implements RelationSupport {
  readonly declare = declareInCode;

  plan(include: unknown, core: ModelCore): IncludePlan | undefined {
    if (include === undefined || include === null) return undefined;
    const nodes = parseInclude(include, core);
    return nodes.length === 0 ? undefined : new RelationIncludePlan(nodes);
  }
}

/** Values that an answer with includes may have, those that are shown in several places counted in each. */
const MAX_SHOWN = 1_000_000;

class RelationIncludePlan implements IncludePlan {
  readonly keys: readonly string[];

  constructor(private readonly nodes: readonly IncludeNode[]) {
    this.keys = nodes.flatMap(({ relation }) => [relation.keyFrom, ...(discriminatorOf(relation) ?? [])]);
  }

  async load(
    parents: readonly object[],
    fields: readonly string[] | undefined,
    options: OperationOptions,
    mode: ReadMode,
  ): Promise<void> {
    if (parents.length === 0) return;
    // Filters of includes are the caller's, even where the query around them is our own.
    const own = { ...options, trustsQuery: false };
    await Promise.all(
      this.nodes.map((node) =>
        includeRelation(node, { parents: parents as Record<string, unknown>[], fields, options: own, mode }),
      ),
    );
    // Only REST has limits.
    if (options.maxDepthOfQuery !== undefined && parents.reduce((sum, each) => sum + shownSize(each), 0) > MAX_SHOWN) {
      throw new InvalidQueryError(`The include gives more than ${String(MAX_SHOWN)} values`, {
        code: 'QUERY_TOO_LARGE',
      });
    }
  }
}

function discriminatorOf(relation: IncludeNode['relation']): readonly string[] | undefined {
  return relation.type === 'belongsTo' && relation.polymorphic !== undefined
    ? [relation.polymorphic.discriminator]
    : undefined;
}
