import type { AnyModel } from '../model/model.js';
import { declareRelation } from './declare-relation.js';
import type { RelationSettings } from './relation-settings.js';

/**
 * Sets up the relations of all models, whatever their order: each model has those of its own definition and of its bases,
 * which come with the definition.
 */
export function setUpRelations(models: readonly AnyModel[]): void {
  for (const model of models) {
    const relations = model.settings['relations'];
    if (typeof relations !== 'object' || relations === null) continue;
    for (const [name, settings] of Object.entries(relations)) declareRelation(model, name, settings as RelationSettings);
  }
}
