import type { AnyModel } from '../../model/model.js';
import type { Relation } from '../../model/model-relation.js';
import { addRelation } from '../add-relation.js';
import type { PolymorphicNames } from '../polymorphic-keys.js';
import { camelName } from '../relation-names.js';
import { modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';
import { declareBelongsTo } from './declare-belongs-to.js';

/**
 * The link model of a hasAndBelongsToMany: the one that is named by `through` or `throughTable`, else one that has the names
 * of both models, else a new one. It is strict and not public.
 */
export function linkModelOf(from: AnyModel, to: AnyModel, name: string, settings: RelationSettings): AnyModel {
  if (settings['through'] !== undefined && settings['through'] !== '')
    return modelSetting(from, name, settings, 'through');
  const { registry } = from;
  const table = textSetting(settings, 'throughTable');
  const names = table === undefined ? [from.modelName + to.modelName, to.modelName + from.modelName] : [table];
  const wanted = new Set(names.map((each) => each.toLowerCase()));
  const existing = registry.modelNames.find((each) => wanted.has(each.toLowerCase()));
  const [made = from.modelName + to.modelName] = names;
  const link =
    existing === undefined ? registry.createModel({ name: made, strict: true }) : registry.getModel(existing);
  if (link.dataSource === undefined && from.dataSource !== undefined) link.attachTo(from.dataSource);
  return link;
}

/** The belongsTo of a link model that leads to one of the two models; it is added where the link model has none of that name. */
export function linkRelationTo(link: AnyModel, to: AnyModel): Relation {
  return ownRelation(link, camelName(to.modelName)) ?? addBelongsTo(link, camelName(to.modelName), { model: to });
}

/** The same for the side that may be of several models. */
export function polymorphicLinkRelation(
  link: AnyModel,
  { foreignKey, discriminator, idType }: PolymorphicNames,
): Relation {
  const name = foreignKey.replace(/Id$/, '');
  return ownRelation(link, name) ?? addBelongsTo(link, name, { polymorphic: { foreignKey, discriminator, idType } });
}

// One that the definition of the link model has may not be set up yet.
function ownRelation(link: AnyModel, name: string): Relation | undefined {
  const known = link.core.relations.get(name);
  if (known !== undefined) return known;
  const declared = (link.settings['relations'] as Record<string, RelationSettings> | undefined)?.[name];
  return declared === undefined ? undefined : addBelongsTo(link, name, declared);
}

function addBelongsTo(link: AnyModel, name: string, settings: RelationSettings): Relation {
  return addRelation(link, declareBelongsTo(link, name, settings));
}
