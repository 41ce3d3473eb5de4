import type { Restriction } from '../../query/restriction.js';
import type { Relation } from '../model-relation.js';
import type { AnyModel } from '../model.js';

/** Judges what a call reaches through relations: given as the option `relatedAccess`, by access control. */
export interface RelatedAccess {
  /**
   * The rows of a model that may be shown through a relation: `undefined` for all. Rejects where none may. Asked at each level
   * of an include.
   *
   * @param target - that of the relation, or one of those that a polymorphic one leads to
   */
  restrict(target: AnyModel, relation: Relation): Promise<Restriction | undefined>;
}
