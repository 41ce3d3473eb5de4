import type { AnyModel } from '../model.js';
import type { Relation, RelationType } from '../model-relation.js';
import { ValidationMembers } from './validation-members.js';

/** The relations of a model class, which may be made in code as well. */
export abstract class RelationMembers extends ValidationMembers {
  /** The relations of the model, by name. */
  static get relations(): Readonly<Record<string, Relation>> {
    return Object.fromEntries([...this.core.relations].map(([name, relation]) => [name, withLinkKeys(relation)]));
  }

  /** Makes a relation in code: of a target class (and `settings.as`), or by name. The same for its kin. */
  static belongsTo(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'belongsTo', target, settings);
  }

  static hasMany(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'hasMany', target, settings);
  }

  static hasOne(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'hasOne', target, settings);
  }

  static hasAndBelongsToMany(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'hasAndBelongsToMany', target, settings);
  }

  static referencesMany(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'referencesMany', target, settings);
  }

  static embedsOne(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'embedsOne', target, settings);
  }

  static embedsMany(this: AnyModel, target: unknown, settings: RelationSettings = {}): void {
    declareRelation(this, 'embedsMany', target, settings);
  }
}

// As LoopBack names them.
function withLinkKeys(relation: Relation): Relation {
  const { through } = relation;
  return through === undefined ? relation : { ...relation, modelThrough: through.model, keyThrough: through.keyTo };
}

type RelationSettings = Readonly<Record<string, unknown>>;

function declareRelation(model: AnyModel, type: RelationType, target: unknown, settings: RelationSettings): void {
  const { relations } = model.registry;
  if (relations === undefined) throw new Error('Relations need an application: make models with one');
  relations.declare(model, type, target, settings);
}
