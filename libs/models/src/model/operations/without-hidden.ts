import { listValue } from '../../query/list-value.js';

/** A where without its conditions on hidden properties, at any depth. */
export function withoutHidden(where: unknown, hidden: ReadonlySet<string>): unknown {
  if (typeof where !== 'object' || where === null || hidden.size === 0) return where;
  if (Array.isArray(where)) return where.map((clause) => withoutHidden(clause, hidden));
  const kept = Object.entries(where)
    .filter(([key]) => !hidden.has(key.split('.', 1)[0] ?? key))
    .map(([key, value]: [string, unknown]) => {
      const isLogical = key === 'and' || key === 'or' || key === 'nor';
      return [key, isLogical ? withoutHidden(listValue(value) ?? value, hidden) : value];
    });
  return Object.fromEntries(kept);
}
