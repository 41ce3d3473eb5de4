import type { Relation } from '../../model/model-relation.js';
import type { AnyModel } from '../../model/model.js';
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
 * @throws a 400 for a relation that is not there
 */
export function includedModels(include: unknown, model: AnyModel): readonly IncludedModel[] {
  return checkInclude(include, model.core).flatMap(({ relation, scope }) => {
    const { modelTo } = relation;
    if (modelTo !== undefined) return [{ model: modelTo, relation }, ...includedModels(scope.include, modelTo)];
    return polymorphicTargets(relation).flatMap((target) =>
      includedModels(knownIncludes(scope.include, target.core), target),
    );
  });
}
