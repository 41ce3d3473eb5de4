import { LoopnestError } from '../errors/loopnest.error.js';
import type { Relation } from '../model/model-relation.js';
import { idText } from '../model/operations/id-clause.js';

/** A key that is not among the related instances: 404. */
export class NotRelatedError extends LoopnestError {
  constructor(model: string, key: unknown) {
    super(404, `No instance with id ${idText(key)} found for ${model}`);
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
  /** @param change - what it is and would be; `undefined` where that is nobody's business */
  constructor(property: string, change: { readonly from: unknown; readonly to: unknown } | undefined) {
    const values = change === undefined ? '' : ` from ${idText(change.from)} to ${idText(change.to)}`;
    super(400, `Cannot override foreign key ${property}${values}`, { code: 'FOREIGN_KEY_READ_ONLY' });
  }
}

/** A hasOne that has its one instance already: 409. */
export class HasOneExistsError extends LoopnestError {
  constructor(relation: Relation) {
    super(409, `HasOne relation cannot create more than one instance of ${relation.modelTo?.modelName ?? ''}`, {
      code: 'HAS_ONE_EXISTS',
    });
  }
}

/** An id that no value of an embedded list has: 404 `MODEL_NOT_FOUND`. */
export class UnknownEmbeddedError extends LoopnestError {
  constructor(model: string, id: unknown) {
    super(404, `Unknown "${model}" id "${idText(id)}".`, { code: 'MODEL_NOT_FOUND' });
  }
}

/** A key that the instance has no link to: 404. */
export class NoLinkError extends LoopnestError {
  /** @param purpose - LoopBack has a text of its own where the target is to be deleted */
  constructor(relation: Relation, owner: object, key: unknown, purpose: 'read' | 'delete' = 'read') {
    const { modelFrom, modelTo, through, keyFrom } = relation;
    const [what, comma] = purpose === 'read' ? ['relation', ','] : ['record', ' ,'];
    const isHidden = modelFrom.core.schema.hidden.has(keyFrom);
    const from = isHidden
      ? modelFrom.modelName
      : `${modelFrom.modelName}.${idText((owner as Record<string, unknown>)[keyFrom])}`;
    super(
      404,
      `No ${what} found in ${through?.model.modelName ?? ''} for (${from}${comma}${modelTo?.modelName ?? ''}.${idText(key)})`,
    );
  }
}

/** A row that is there, and whose key is not in the list of a referencesMany: 400. */
export class KeyMismatchError extends LoopnestError {
  constructor({ modelFrom, modelTo, keyFrom, keyTo }: Relation, keys: readonly unknown[], key: unknown) {
    const shown = modelFrom.core.schema.hidden.has(keyFrom) ? '' : `: ${JSON.stringify(keys)}`;
    super(
      400,
      `Key mismatch: ${modelFrom.modelName}.${keyFrom}${shown}, ${modelTo?.modelName ?? ''}.${keyTo}: ${idText(key)}`,
    );
  }
}

/** A link to a key that no row of the model can have: 400. */
export class InvalidKeyError extends LoopnestError {
  constructor(model: string, key: unknown) {
    super(400, `${idText(key)} cannot be a key of ${model}`, { code: 'INVALID_KEY' });
  }
}
