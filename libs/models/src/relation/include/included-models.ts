import type { AnyModel } from '../../model/model.js';
import { polymorphicTargets } from '../polymorphic-target.js';
import { checkInclude, knownIncludes } from './parse-include.js';

/**
 * The models that an include leads to, at all of its levels; those of a polymorphic relation only as far as rows say.
 *
 * @throws a 400 for a relation that is not there
 */
export function includedModels(include: unknown, model: AnyModel): ReadonlySet<AnyModel> {
  const found = new Set<AnyModel>();
  collect(include, model, found);
  return found;
}

function collect(include: unknown, model: AnyModel, found: Set<AnyModel>): void {
  for (const { relation, scope } of checkInclude(include, model.core)) {
    if (relation.modelTo === undefined) {
      for (const target of polymorphicTargets(relation))
        collect(knownIncludes(scope.include, target.core), target, found);
      continue;
    }
    found.add(relation.modelTo);
    collect(scope.include, relation.modelTo, found);
  }
}
