import type { AnyModel } from '@loopnest/models';
import { ATTEMPT_DEFINITION } from '../definitions/attempt.js';

const TABLE = 'loopnestattempt';

/**
 * The model of the counters of a data source, which is attached to it, so that its table is made with the others;
 * `undefined` for a data source that stores nothing.
 */
export function attemptModelOf({ registry, dataSource }: AnyModel): AnyModel | undefined {
  if (dataSource === undefined || dataSource.connector.storesData === false) return undefined;
  const { name: base } = ATTEMPT_DEFINITION;
  const common = registry.findModel(base) ?? registry.createModel(ATTEMPT_DEFINITION);
  if (common.dataSource === undefined) common.attachTo(dataSource);
  if (common.dataSource === dataSource) return common;
  const name = `${base}-${dataSource.name}`;
  const known = registry.findModel(name);
  if (known?.dataSource === dataSource) return known;
  const model = known ?? registry.createModel({ name, base, [dataSource.connector.name]: { table: TABLE } });
  model.attachTo(dataSource);
  return model;
}
