import type { Application } from '@loopnest/models';
import type { AuthEnabling } from './auth.js';

/** The data source that is asked for, or else the only one in which rows can be kept; `undefined` where that says nothing. */
export function dataSourceOf({ dataSources }: Application, { dataSource }: AuthEnabling): string | undefined {
  if (dataSource !== undefined) return dataSource;
  const relational = new Set(Object.values(dataSources).filter((each) => each.isRelational()));
  const [only] = relational;
  return relational.size === 1 ? only?.name : undefined;
}
