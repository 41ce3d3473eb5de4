import type { Restriction } from '../../query/restriction.js';
import type { AnyModel } from '../model.js';

/** Judges what a call reaches through relations: given as the option `relatedAccess`, by access control. */
export interface RelatedAccess {
  /** The rows of a model that may be shown: `undefined` for all. Rejects where none may. Asked at each level of an include. */
  restrict(target: AnyModel): Promise<Restriction | undefined>;
}
