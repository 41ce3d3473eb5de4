import type { Options } from '@mikro-orm/core';

/** Options of every MikroORM instance of ours: entities are discovered when somebody asks for an entity manager. */
export const WITHOUT_ENTITIES: Readonly<Pick<Options, 'entities' | 'discovery'>> = {
  entities: [],
  discovery: { warnWhenNoEntities: false, checkDuplicateTableNames: false },
};
