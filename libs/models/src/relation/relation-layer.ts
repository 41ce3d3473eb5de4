import type { RelationSupport, IncludePlan, ReadMode } from '../model/relation-support.js';
import type { AnyModel } from '../model/model.js';
import type { ModelCore } from '../model/model-core.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { defineRelationAccessor } from './accessor.js';
import { declareInCode } from './declare-in-code.js';
import { countIncludes } from './include/count-includes.js';
import { includeRelation } from './include/include-relation.js';
import { checkInclude, type IncludeNode } from './include/parse-include.js';
import { setRelated, shownSize } from './include/related-value.js';
import { RelationSetup } from './set-up-relations.js';
import { InvalidQueryError } from '../query/invalid-query.error.js';

/** Relations in code, and includes: one statement per relation and level, however many parents there are. */
export class RelationLayer implements RelationSupport {
  readonly declare = declareInCode;
  readonly defineAccessor = defineRelationAccessor;
  private readonly setup = new RelationSetup();

  setUp(model: AnyModel): void {
    this.setup.add(model);
  }

  /** From now on relations are set up at {@link finishSetup}, when all models are there. */
  holdSetup(): void {
    this.setup.hold();
  }

  /** Sets up the relations of the models that are there; those to models that are not wait for them. */
  releaseSetup(): void {
    this.setup.release();
  }

  /** Sets up the relations that still wait for a model: those to a model that does not exist throw. */
  finishSetup(): void {
    this.setup.finish();
  }

  plan(include: unknown, core: ModelCore, { queryLimits: limits }: OperationOptions): IncludePlan | undefined {
    if (include === undefined || include === null) return undefined;
    if (limits !== undefined && countIncludes(include, limits.maxIncludes) > limits.maxIncludes) {
      throw new IncludeTooLargeError(`The include has more than ${String(limits.maxIncludes)} relations`);
    }
    const nodes = checkInclude(include, core);
    return nodes.length === 0 ? undefined : new RelationIncludePlan(nodes);
  }
}

/** An include that asks for more than the limits allow: 400. */
class IncludeTooLargeError extends InvalidQueryError {
  constructor(message: string) {
    super(message, { code: 'QUERY_TOO_LARGE' });
  }
}

const LOADS: unique symbol = Symbol('relations that one call has loaded');

// More than anybody asks for: what clients ask for is bounded before.
const MAX_LOADS = 1_000;

/** Includes that scopes ask for, one below the other without an end: a fault of the definitions. */
class EndlessIncludeError extends Error {
  constructor(nodes: readonly IncludeNode[]) {
    const names = nodes.map(({ relation }) => `${relation.modelFrom.modelName}.${relation.name}`);
    super(`The scopes of models or relations include one another without an end: ${names.join(', ')}`);
  }
}

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
    const loads = (options[LOADS] as { count: number } | undefined) ?? { count: 0 };
    loads.count += this.nodes.length;
    if (loads.count > MAX_LOADS) throw new EndlessIncludeError(this.nodes);
    // Filters of includes are the caller's, even where the query around them is our own.
    const own = { ...options, trustsQuery: false, [LOADS]: loads };
    const rows = parents as Record<string, unknown>[];
    const loaded = await Promise.all(
      this.nodes.map(async (node) => {
        const found = new Map<object, unknown>();
        await includeRelation(node, { parents: rows, fields, options: own, mode, found });
        return { name: node.relation.name, found };
      }),
    );
    for (const { name, found } of loaded) for (const [row, value] of found) setRelated(row, name, value, mode);
    const maximum = options.queryLimits?.maxIncludedRows;
    if (maximum !== undefined && parents.reduce((sum, each) => sum + shownSize(each), 0) > maximum) {
      throw new IncludeTooLargeError(`The include gives more than ${String(maximum)} rows`);
    }
  }
}

function discriminatorOf(relation: IncludeNode['relation']): readonly string[] | undefined {
  return relation.type === 'belongsTo' && relation.polymorphic !== undefined
    ? [relation.polymorphic.discriminator]
    : undefined;
}
