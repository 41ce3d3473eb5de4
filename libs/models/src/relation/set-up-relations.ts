import type { AnyModel } from '../model/model.js';
import { declareRelation } from './declare-relation.js';
import type { RelationSettings } from './relation-settings.js';

interface Written {
  readonly model: AnyModel;
  readonly name: string;
  readonly settings: RelationSettings;
}

/**
 * Sets up the relations of all models: each model has those of its own definition and of its bases, which come with the
 * definition. As in LoopBack a relation is set up once all its models are attached, own ones first: that says in which order
 * key properties are added, and which of two models names their link model.
 */
export function setUpRelations(models: readonly AnyModel[]): void {
  const attached = new Set<AnyModel>();
  let waiting: readonly Written[] = [];
  for (const model of models) {
    attached.add(model);
    const own = setUpReady(relationsOf(model), attached);
    waiting = [...setUpReady(waiting, attached), ...own];
  }
  for (const { model, name, settings } of waiting) declareRelation(model, name, settings);
}

function relationsOf(model: AnyModel): readonly Written[] {
  const relations = model.settings['relations'];
  if (typeof relations !== 'object' || relations === null) return [];
  return Object.entries(relations).map(([name, settings]) => ({ model, name, settings: settings as RelationSettings }));
}

/** Sets up those that have all their models, and returns the others. */
function setUpReady(relations: readonly Written[], attached: ReadonlySet<AnyModel>): readonly Written[] {
  return relations.filter(({ model, name, settings }) => {
    const needed = [settings['model'], settings['through']].filter((each) => each !== undefined && each !== '');
    const isReady = needed.every((each) => {
      const found = model.registry.findModel(each);
      return found !== undefined && attached.has(found);
    });
    if (isReady) declareRelation(model, name, settings);
    return !isReady;
  });
}
