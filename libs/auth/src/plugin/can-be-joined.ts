import type { AnyModel } from '@loopnest/models';

/** A property of a model. */
type Key = readonly [model: AnyModel, property: string];

/**
 * Whether a statement about one model can ask another one for a key: both are in one database, the keys are of one kind, so
 * that an index serves, and the other model has no default scope, which is not asked there.
 */
export function canBeJoined([from, keyFrom]: Key, [to, keyTo]: Key): boolean {
  if (from.dataSource === undefined || from.dataSource !== to.dataSource) return false;
  if (!from.dataSource.isRelational() || to.settings['scope'] !== undefined) return false;
  const storage = storageOf(from, keyFrom);
  return storage !== undefined && storage === storageOf(to, keyTo);
}

function storageOf({ core }: AnyModel, property: string): unknown {
  return core.queries.query.properties.get(property)?.column.storage;
}
