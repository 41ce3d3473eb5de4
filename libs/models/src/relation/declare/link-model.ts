import type { AnyModel } from '../../model/model.js';
import { modelSetting, type RelationSettings, textSetting } from '../relation-settings.js';

/**
 * The link model of a hasAndBelongsToMany: the one that is named by `through` or `throughTable`, else one that has the names
 * of both models, else a new one. It is strict and not public.
 */
export function linkModelOf(from: AnyModel, to: AnyModel, name: string, settings: RelationSettings): AnyModel {
  if (settings['through'] !== undefined && settings['through'] !== '') return modelSetting(from, name, settings, 'through');
  const { registry } = from;
  const table = textSetting(settings, 'throughTable');
  const names = table === undefined ? [from.modelName + to.modelName, to.modelName + from.modelName] : [table];
  const wanted = new Set(names.map((each) => each.toLowerCase()));
  const existing = registry.modelNames.find((each) => wanted.has(each.toLowerCase()));
  const [made = from.modelName + to.modelName] = names;
  const link = existing === undefined ? registry.createModel({ name: made, strict: true }) : registry.getModel(existing);
  if (link.dataSource === undefined && from.dataSource !== undefined) link.attachTo(from.dataSource);
  return link;
}
