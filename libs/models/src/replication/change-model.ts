import type { DataSource } from '../datasource/data-source.js';
import { CHANGE_DEFINITION } from '../definition/change-definitions.js';
import type { AnyModel } from '../model/model.js';
import { recordOfChange } from './change-records.js';
import { changeType } from './change-type.js';

/** The model of the records of another model, in the same data source. */
export function changeModelOf({ modelName, registry }: AnyModel, dataSource: DataSource): AnyModel {
  const { name: base } = CHANGE_DEFINITION;
  if (registry.findModel(base) === undefined) registry.createModel(CHANGE_DEFINITION);
  const name = `${modelName}-change`;
  const changes = registry.findModel(name) ?? registry.createModel({ name, base });
  if (changes.dataSource !== dataSource) changes.attachTo(dataSource);
  if (!Object.hasOwn(changes.prototype, 'type')) Object.defineProperty(changes.prototype, 'type', { value: typeOf });
  return changes;
}

function typeOf(this: object): string {
  return changeType(recordOfChange(this));
}
