import type { AnyModel } from '../model/model.js';
import type { Relation } from '../model/model-relation.js';
import { instanceState, isInstance } from '../model/instance-state.js';
import { toManyAccess, toOneAccess } from './access-of.js';
import { toManyAccessor } from './accessor-to-many.js';
import { toOneAccessor } from './accessor-to-one.js';

/** Makes a relation a function with functions on the instances of its model: `customer.orders.create(…)`. */
export function defineRelationAccessor(model: AnyModel, relation: Relation): void {
  Object.defineProperty(model.prototype, relation.name, {
    configurable: true,
    get(this: object): unknown {
      if (!isInstance(this)) return undefined;
      const many = toManyAccess(relation, this);
      if (many !== undefined) return toManyAccessor(relation, this, many);
      const one = toOneAccess(relation, this);
      return one === undefined ? undefined : toOneAccessor(relation, this, one);
    },
    set(this: object, value: unknown) {
      if (isInstance(this)) instanceState(this).related.set(relation.name, value);
    },
  });
}
