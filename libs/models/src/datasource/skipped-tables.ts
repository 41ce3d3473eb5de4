import type { MikroORM } from '@mikro-orm/core';
import type { Table } from './column.js';

/**
 * Has MikroORM's schema tool pass over the tables of models: it would take away whatever their entities do not tell of, such
 * as constraints, indexes of keys, and tables of models without an id. It looks at names only, whatever their schema.
 */
export function skipTables({ config }: MikroORM, tables: readonly Table[]): void {
  // The tool, once it is made, holds on to this object.
  const options = config.get('schemaGenerator');
  const known = options.skipTables ?? [];
  const added = new Set(tables.map(({ name }) => name).filter((name) => !known.includes(name)));
  if (added.size > 0) options.skipTables = [...known, ...added];
}
