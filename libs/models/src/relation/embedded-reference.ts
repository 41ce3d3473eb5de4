import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import type { OperationOptions } from '../model/operations/operation-options.js';
import { findOne } from '../model/operations/read.js';
import { bothWheres } from '../model/operations/scope.js';
import { relationScope } from './relation-scope.js';

/** The belongsTo of embedded values by which targets are added and removed (`options.belongsTo` of the embedsMany). */
export class EmbeddedReference {
  /** Property of the embedded values that holds the key. */
  readonly keyFrom: string;
  private readonly belongsTo: Relation;
  private readonly target: AnyModel;

  constructor(embedsMany: Relation) {
    const name = embedsMany.options['belongsTo'];
    const belongsTo = typeof name === 'string' ? embedsMany.modelTo?.core.relations.get(name) : undefined;
    if (belongsTo?.modelTo === undefined) throw new Error(`Invalid reference: ${String(name)}`);
    this.belongsTo = belongsTo;
    this.target = belongsTo.modelTo;
    this.keyFrom = belongsTo.keyFrom;
  }

  /** What the values of a target hold; `undefined` where there is no target of this id. */
  async keyOf(id: unknown, options: OperationOptions): Promise<unknown> {
    const { core } = this.target;
    const { where } = relationScope(this.belongsTo, null);
    const own = { where: bothWheres(where, { [core.schema.idName ?? 'id']: id }) };
    const found = await findOne(core, own, { ...options, trustsQuery: true });
    return found === null ? undefined : (found as Record<string, unknown>)[this.belongsTo.keyTo];
  }
}
