import type { EntityClass, EntityMetadata, EntitySchema, MikroORM } from '@mikro-orm/core';

/**
 * Makes MikroORM know entities of models, and forget outdated ones. A key property and its relation share a column, and the
 * links of relations share a table with the model of the links: MikroORM takes both for mistakes, which it goes on doing in
 * entities of the application's own.
 */
export function discoverEntities(
  orm: MikroORM,
  made: readonly EntitySchema[],
  outdated: readonly EntityClass<unknown>[],
): void {
  const { config } = orm;
  const checks = config.get('discovery');
  config.set('discovery', { ...checks, checkDuplicateFieldNames: false, checkDuplicateTableNames: false });
  try {
    orm.discoverEntity([...made], [...outdated]);
  } finally {
    // Names of tables it compares among all entities each time that the application has another one.
    const isShared = hasSharedTables(orm.getMetadata().getAll().values());
    config.set('discovery', isShared ? { ...checks, checkDuplicateTableNames: false } : checks);
  }
}

function hasSharedTables(entities: Iterable<EntityMetadata>): boolean {
  const tables = [...entities].flatMap(({ abstract, embeddable, schema, tableName }) =>
    abstract === true || embeddable === true ? [] : [JSON.stringify([schema, tableName])],
  );
  return new Set(tables).size < tables.length;
}
