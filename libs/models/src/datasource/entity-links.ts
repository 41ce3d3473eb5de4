import { EntitySchema } from '@mikro-orm/core';
import type { End, EntityModels } from './entity-models.js';
import type { EntityRelation } from './entity-relation.js';
import { columnProperty } from './entity-schema.js';

/** MikroORM makes constraints of its own; tables here have what the models say. */
export const WITHOUT_CONSTRAINT = { createForeignKeyConstraint: false, index: false } as const;

/**
 * The entity of the rows that link two models, on the table of their model. MikroORM wants one for each relation, and finds
 * the two keys in it by their order.
 *
 * @param canMeet whether a key can hold an id.
 */
export function linkEntity(
  model: string,
  relation: EntityRelation,
  models: EntityModels,
  canMeet: (key: End, id: End) => boolean,
): EntitySchema | undefined {
  const { name, keyFrom, modelTo, through } = relation;
  const [own, target] = [models.id(model), models.id(modelTo?.modelName)];
  const [from, to] = [through?.keyFrom, through?.keyTo].map((key) => models.end(through?.model.modelName, key));
  if (own === undefined || target === undefined || from === undefined || to === undefined) return undefined;
  // MikroORM has links hold ids, and nothing else.
  if (own.column.property !== keyFrom || !canMeet(from, own) || !canMeet(to, target)) return undefined;
  const { table } = from;
  const ids = table.columns.filter(
    ({ primary, property }) => primary > 0 && ![from, to].some(({ column }) => column.property === property),
  );
  const key = ({ column }: End, { model: entity }: End) => ({
    kind: 'm:1',
    entity: models.entity(entity),
    fieldName: column.name,
    ...(column.primary > 0 ? { primary: true } : {}),
    ...WITHOUT_CONSTRAINT,
  });
  return new EntitySchema({
    name: `${model}_${name}__link`,
    tableName: table.name,
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    properties: {
      ...Object.fromEntries(ids.map((column) => [column.property, columnProperty(column, models.dialect)])),
      __from: key(from, own),
      __to: key(to, target),
    } as never,
  });
}
