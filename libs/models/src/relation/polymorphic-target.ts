import type { AnyModel } from '../model/model.js';
import { idText } from '../model/operations/id-clause.js';
import type { Relation } from '../model/model-relation.js';

/**
 * The model that the discriminator of a polymorphic belongsTo names, regardless of case. Only models that are meant to be
 * read that way: those with the inverse relation, and those that are served anyway. Whoever writes the discriminator would
 * choose among all models of the application otherwise.
 */
export function polymorphicTarget(relation: Relation, type: unknown): AnyModel | undefined {
  const { registry } = relation.modelFrom;
  const wanted = idText(type ?? '').toLowerCase();
  const name = registry.modelNames.find((each) => each.toLowerCase() === wanted);
  const target = name === undefined ? undefined : registry.findModel(name);
  if (target?.core.dataSource === undefined) return undefined;
  return isServed(target) || hasInverse(target, relation) ? target : undefined;
}

function isServed({ core: { application, model } }: AnyModel): boolean {
  return application === undefined || application.isServed(model);
}

function hasInverse(target: AnyModel, { modelFrom, polymorphic }: Relation): boolean {
  return [...target.core.relations.values()].some(
    (each) =>
      each.polymorphic?.discriminator === polymorphic?.discriminator &&
      (each.modelTo === modelFrom || each.through?.model === modelFrom),
  );
}
