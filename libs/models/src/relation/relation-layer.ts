import type { RelationSupport, IncludePlan, ReadMode } from '../model/relation-support.js';
import type { AnyModel } from '../model/model.js';
import type { ModelCore } from '../model/model-core.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { defineRelationAccessor } from './accessor.js';
import { defaultScope } from '../model/operations/scope.js';
import { declareInCode } from './declare-in-code.js';
import { countIncludes } from './include/count-includes.js';
import { includeRelation } from './include/include-relation.js';
import { checkInclude, type IncludeNode } from './include/parse-include.js';
import { setRelated, setShownSize, shownSize } from './include/related-value.js';
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
    const outer = options[LOADS] as { count: number } | undefined;
    const loads = outer ?? { count: 0 };
    loads.count += this.nodes.length;
    if (loads.count > MAX_LOADS) throw new EndlessIncludeError(this.nodes);
    // Filters of includes are the caller's, even where the query around them is our own.
    const own = { ...options, trustsQuery: false, [LOADS]: loads };
    const rows = parents as Record<string, unknown>[];
    const loaded = await Promise.all(
      this.nodes.map(async (node) => {
        const found = new Map<object, unknown>();
        await includeRelation(node, { parents: rows, fields, options: own, mode, found });
        return { node, found };
      }),
    );
    let shown = parents.length;
    for (const { node, found } of loaded) {
      const countOf = includesNothing(node) ? countOfLeaves : countOfShown;
      for (const [row, value] of found) {
        setRelated(row, node.relation.name, value, mode);
        const added = countOf(value);
        shown += added;
        // Nobody asks how large the rows of the answer itself are.
        if (outer !== undefined) setShownSize(row, shownSize(row) + added);
      }
    }
    const maximum = options.queryLimits?.maxIncludedRows;
    if (maximum !== undefined && shown > maximum)
      throw new IncludeTooLargeError(`The include gives more than ${String(maximum)} rows`);
  }
}

/** Whether nothing is included in the rows of a relation in turn, so that each is shown as one. */
function includesNothing({ relation: { modelTo, scope: own }, scope }: IncludeNode): boolean {
  if (modelTo === undefined || scope.include !== undefined || typeof own === 'function') return false;
  const { schema } = modelTo.core;
  // A scope that is a function, and hooks, may include whatever they like.
  const isCertain = typeof schema.settings['scope'] !== 'function' && !modelTo.core.hasObservers('access');
  return isCertain && own?.include === undefined && defaultScope(modelTo.core)?.include === undefined;
}

function countOfLeaves(value: unknown): number {
  return Array.isArray(value) ? value.length : 1;
}

function countOfShown(value: unknown): number {
  let count = 0;
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value])
    if (typeof each === 'object' && each !== null) count += shownSize(each);
  return count;
}

function discriminatorOf(relation: IncludeNode['relation']): readonly string[] | undefined {
  return relation.type === 'belongsTo' && relation.polymorphic !== undefined
    ? [relation.polymorphic.discriminator]
    : undefined;
}
