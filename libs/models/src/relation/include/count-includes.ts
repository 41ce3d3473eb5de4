import { listValue } from '../../query/list-value.js';

/** How many relations an include names, at all of its levels; counting ends above `limit`. */
export function countIncludes(include: unknown, limit: number): number {
  if (typeof include === 'string') return include === '' ? 0 : 1;
  if (typeof include !== 'object' || include === null) return 0;
  const parts = listValue(include) ?? namedIn(include as Record<string, unknown>);
  let count = 0;
  for (const part of parts) {
    count += part instanceof Named ? 1 + countIncludes(part.below, limit - count) : countIncludes(part, limit - count);
    if (count > limit) break;
  }
  return count;
}

class Named {
  constructor(readonly below: unknown) {}
}

function namedIn(include: Readonly<Record<string, unknown>>): readonly Named[] {
  const { relation, rel = relation, scope, ...others } = include;
  const named = typeof rel === 'string' ? [new Named(includeOf(scope))] : [];
  return [...named, ...Object.values(typeof rel === 'string' ? others : include).map((below) => new Named(below))];
}

function includeOf(scope: unknown): unknown {
  return typeof scope === 'object' && scope !== null ? (scope as Record<string, unknown>)['include'] : undefined;
}
