import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { defineRelationAccessor } from './accessor.js';

/** Makes a relation one of a model's, in place of one of the same name. */
export function addRelation(model: AnyModel, relation: Relation): Relation {
  model.core.relations.set(relation.name, relation);
  defineRelationAccessor(model, relation);
  model.core.remotingChanged('remoteMethodAdded');
  model.dataSource?.relationsChanged(model.modelName);
  return relation;
}
