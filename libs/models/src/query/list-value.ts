/**
 * A list where LoopBack takes one: an array, or an object whose keys are `0`, `1`, … without a gap, as brackets in a query
 * string give it. `undefined` for anything else.
 */
export function listValue(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'object' || value === null) return undefined;
  const keys = Object.keys(value);
  if (keys.length === 0) return undefined;
  const items: unknown[] = [];
  for (let index = 0; index < keys.length; index++) {
    if (!Object.hasOwn(value, String(index))) return undefined;
    items.push((value as Record<string, unknown>)[String(index)]);
  }
  return items;
}
