import type { AnyModel } from '../model/model.js';
import { idText } from '../model/operations/id-clause.js';
import type { Relation } from '../model/model-relation.js';

/**
 * The model that the discriminator of a polymorphic belongsTo names, regardless of case. Only models that are meant to be
 * read that way: those with the inverse relation, and those that can be read by id anyway. Whoever writes the discriminator would
 * choose among all models of the application otherwise.
 */
export function polymorphicTarget(relation: Relation, type: unknown): AnyModel | undefined {
  const { registry } = relation.modelFrom;
  const wanted = idText(type ?? '').toLowerCase();
  const name = registry.modelNames.find((each) => each.toLowerCase() === wanted);
  const target = name === undefined ? undefined : registry.findModel(name);
  return target !== undefined && mayBeRead(target, relation) ? target : undefined;
}

/** All models that it may lead to. */
export function polymorphicTargets(relation: Relation): readonly AnyModel[] {
  const { registry } = relation.modelFrom;
  return registry.modelNames
    .flatMap((name) => registry.findModel(name) ?? [])
    .filter((target) => mayBeRead(target, relation));
}

function mayBeRead(target: AnyModel, relation: Relation): boolean {
  if (target.settings['disableInclude'] === true) return false;
  return target.core.dataSource !== undefined && (isServed(target) || hasInverse(target, relation));
}

function isServed({ core: { application, model } }: AnyModel): boolean {
  return application === undefined || application.offers(model, 'findById');
}

function hasInverse(target: AnyModel, { modelFrom, polymorphic }: Relation): boolean {
  return [...target.core.relations.values()].some(
    (each) =>
      each.polymorphic?.discriminator === polymorphic?.discriminator &&
      (each.modelTo === modelFrom || each.through?.model === modelFrom),
  );
}
