import type { Relation } from '../model/model-relation.js';
import { BelongsToAccess } from './belongs-to.js';
import { EmbedsManyAccess } from './embeds-many.js';
import { EmbedsOneAccess } from './embeds-one.js';
import { HasManyAccess } from './has-many.js';
import { HasOneAccess } from './has-one.js';
import { ReferencesManyAccess } from './references-many.js';
import type { ToManyAccess, ToOneAccess } from './relation-access.js';
import { ThroughAccess } from './through.js';

/** What a relation of one instance can do, where it leads to one. */
export function toOneAccess(relation: Relation, owner: object): ToOneAccess | undefined {
  if (relation.type === 'belongsTo') return new BelongsToAccess(relation, owner);
  if (relation.type === 'embedsOne') return new EmbedsOneAccess(relation, owner);
  return relation.type === 'hasOne' ? new HasOneAccess(relation, owner) : undefined;
}

/** The same where it leads to many. */
export function toManyAccess(relation: Relation, owner: object): ToManyAccess | undefined {
  if (relation.type === 'embedsMany') return new EmbedsManyAccess(relation, owner);
  if (relation.type === 'referencesMany') return new ReferencesManyAccess(relation, owner);
  if (relation.through !== undefined) return new ThroughAccess(relation, owner);
  return relation.type === 'hasMany' ? new HasManyAccess(relation, owner) : undefined;
}
