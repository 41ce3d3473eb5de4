/** JSON text that is the same for equal values, whatever the order of their keys. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (isObject(part) ? sorted(part) : part));
}

const RANKS = ['null', 'string', 'number', 'boolean', 'array', 'object'] as const;

/** The order of JSON values in PostgreSQL: null, strings, numbers, booleans, lists, objects. */
export function compareJson(a: unknown, b: unknown): number {
  const rank = RANKS.indexOf(kindOf(a)) - RANKS.indexOf(kindOf(b));
  if (rank !== 0) return rank;
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [canonicalJson(a), canonicalJson(b)];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** The value at a path: keys of objects, places in lists; `undefined` where there is none. */
export function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (Array.isArray(current)) current = /^\d+$/.test(key) ? (current[Number(key)] as unknown) : undefined;
    else if (isObject(current) && Object.hasOwn(current, key)) current = current[key];
    else return undefined;
  }
  return current;
}

function kindOf(value: unknown): (typeof RANKS)[number] {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value as 'string' | 'number' | 'boolean';
    default:
      return 'object';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
