import type { Relation } from '../../model/model-relation.js';
import type { AnyModel } from '../../model/model.js';
import { type OperationOptions, queryRules } from '../../model/operations/operation-options.js';
import { checkDepth } from '../../query/query-depth.js';
import { polymorphicTargets } from '../polymorphic-target.js';
import { checkInclude, knownIncludes } from './parse-include.js';

/** A model that an include leads to, and the relation that leads there. */
export interface IncludedModel {
  readonly model: AnyModel;
  readonly relation: Relation;
}

/**
 * The models that an include leads to, at all of its levels; those of a polymorphic relation only as far as rows say.
 *
 * @param options - of the call, whose limits hold
 * @throws a 400 for a relation that is not there, and for what is too deep or too large
 */
export function includedModels(
  include: unknown,
  model: AnyModel,
  options: OperationOptions = {},
): readonly IncludedModel[] {
  // One level of a polymorphic relation may lead to many models, and each of these to as many.
  checkDepth({ include }, queryRules(model.core, options, 'ignore').maxDepth);
  model.registry.relations?.plan(include, model.core, options);
  return collect(include, model);
}

function collect(include: unknown, model: AnyModel): readonly IncludedModel[] {
  return checkInclude(include, model.core).flatMap(({ relation, scope }) => {
    const { modelTo } = relation;
    if (modelTo !== undefined) return [{ model: modelTo, relation }, ...collect(scope.include, modelTo)];
    return polymorphicTargets(relation).flatMap((target) => collect(knownIncludes(scope.include, target.core), target));
  });
}
