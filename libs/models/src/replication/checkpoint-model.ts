import type { DataSource } from '../datasource/data-source.js';
import { CHECKPOINT_DEFINITION } from '../definition/change-definitions.js';
import type { AnyModel } from '../model/model.js';
import type { ModelRegistry } from '../model/model-registry.js';

const TABLE = 'checkpoint';

/** The model of the checkpoints of a data source: `Checkpoint` where it is attached to it, or else one like it. */
export function checkpointModel(registry: ModelRegistry, dataSource: DataSource): AnyModel {
  const { name: base } = CHECKPOINT_DEFINITION;
  const common = registry.findModel(base) ?? registry.createModel(CHECKPOINT_DEFINITION);
  if (common.dataSource === dataSource) return common;
  const name = `${TABLE}-${dataSource.name}`;
  const known = registry.findModel(name);
  if (known !== undefined) return known;
  const model = registry.createModel({ name, base, [dataSource.connector.name]: { table: TABLE } });
  model.attachTo(dataSource);
  return model;
}
