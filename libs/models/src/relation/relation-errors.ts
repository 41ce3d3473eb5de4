import { LoopnestError } from '../errors/loopnest.error.js';
import type { Relation } from '../model/model-relation.js';

/** A key that is not among the related instances: 404. */
export class NotRelatedError extends LoopnestError {
  constructor(model: string, key: unknown) {
    super(404, `No instance with id ${String(key)} found for ${model}`);
  }
}

/** A to-one relation without an instance: 404 `MODEL_NOT_FOUND`. */
export class EmptyRelationError extends LoopnestError {
  constructor(relation: Relation) {
    super(404, `No "${relation.modelTo?.modelName ?? relation.name}" instance(s) found`, { code: 'MODEL_NOT_FOUND' });
  }
}

/** A change that would give the row to another parent: 400. */
export class ForeignKeyReadOnlyError extends LoopnestError {
  constructor(property: string, from: unknown, to: unknown) {
    super(400, `Cannot override foreign key ${property} from ${String(from)} to ${String(to)}`, { code: 'FOREIGN_KEY_READ_ONLY' });
  }
}

/** A hasOne that has its one instance already: 409. */
export class HasOneExistsError extends LoopnestError {
  constructor(relation: Relation) {
    super(409, `HasOne relation cannot create more than one instance of ${relation.modelTo?.modelName ?? ''}`, { code: 'HAS_ONE_EXISTS' });
  }
}

/** An id that no value of an embedded list has: 404 `MODEL_NOT_FOUND`. */
export class UnknownEmbeddedError extends LoopnestError {
  constructor(model: string, id: unknown) {
    super(404, `Unknown "${model}" id "${String(id)}".`, { code: 'MODEL_NOT_FOUND' });
  }
}
