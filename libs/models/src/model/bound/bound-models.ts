import type { Transaction } from '../../datasource/transaction/transaction.js';
import type { AnyModel } from '../model.js';
import { BoundClasses } from './bound-classes.js';

/** Models by the same names, bound to a transaction of their data source. Each class is made when it is first asked for. */
export function boundModels(
  models: Readonly<Record<string, AnyModel>>,
  transaction: Transaction,
  dataSource: object,
): Readonly<Record<string, AnyModel>> {
  const classes = new BoundClasses(transaction, dataSource);
  const table = Object.create(null) as Record<string, AnyModel>;
  for (const [name, model] of Object.entries(models)) {
    Object.defineProperty(table, name, { enumerable: true, get: () => classes.of(model) });
  }
  return table;
}
