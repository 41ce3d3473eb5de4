import type { AnyModel } from './model.js';
import type { RawFilter } from '../query/query.js';

/** The relation types of a definition. */
export type RelationType =
  'belongsTo' | 'hasMany' | 'hasOne' | 'hasAndBelongsToMany' | 'referencesMany' | 'embedsOne' | 'embedsMany';

/** A scope of a relation: a filter, or in code a function that makes one (of `null` for includes). */
export type RelationScope = RawFilter | ((owner: object | null, filter: RawFilter) => RawFilter);

/** Values that are copied from one instance to the other: names, names by names, or in code a function. */
export type RelationProperties =
  Readonly<Record<string, string>> | readonly string[] | ((one: object, other: object) => Record<string, unknown>);

/** How rows of several models are told apart (the chapter on relations, section 4). */
export interface PolymorphicKeys {
  /** Property that holds the name of the parent's model. */
  readonly discriminator: string;
  /** Name of the model that the discriminator has to hold; `undefined` for a belongsTo, which reads it. */
  readonly typeName: string | undefined;
  /** Seen from the model that is not named by the discriminator. */
  readonly isInverse: boolean;
}

/** The link model of a through relation. */
export interface ThroughKeys {
  readonly model: AnyModel;
  /** Property of the link that holds the key of the declaring model. */
  readonly keyFrom: string;
  /** Property of the link that holds the key of the target. */
  readonly keyTo: string;
}

/**
 * A relation of a model, resolved: both models, and the properties by which they are joined. As in LoopBack, `keyFrom` is a
 * property of the declaring model and `keyTo` one of the target (of the link, for a through relation).
 */
export interface Relation {
  readonly name: string;
  readonly type: RelationType;
  readonly modelFrom: AnyModel;
  /** The target; `undefined` for a polymorphic belongsTo, whose targets differ. */
  readonly modelTo: AnyModel | undefined;
  readonly keyFrom: string;
  readonly keyTo: string;
  /** Whether there may be several related instances. */
  readonly multiple: boolean;
  /** Whether the related values are kept within the declaring instance. */
  readonly embed: boolean;
  readonly through: ThroughKeys | undefined;
  /** The link model and its key of the target, as `Model.relations` tells them. */
  readonly modelThrough?: AnyModel;
  readonly keyThrough?: string;
  readonly polymorphic: PolymorphicKeys | undefined;
  readonly scope: RelationScope | undefined;
  readonly properties: RelationProperties | undefined;
  /** `options` of the definition. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The definition as it was written. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Path of the endpoints below `/:id`. */
  readonly path: string;
}
