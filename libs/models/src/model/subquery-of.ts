import { Subquery } from '../query/subquery.js';
import type { AnyModel } from './model.js';

/**
 * The values that a property has in the stored instances of a model, for `inq`, within one statement. Both models have to be
 * on one data source.
 *
 * @param where - hidden properties may be named; hooks and the default scope of the model are not asked
 * @example
 * Item.find({ where: { orderId: { inq: subqueryOf(Order, 'id', { customerId: 5 }) } } });
 */
export function subqueryOf(model: AnyModel, property: string, where: Readonly<Record<string, unknown>> = {}): Subquery {
  return new Subquery(() => model.core.queries.query, property, where);
}
