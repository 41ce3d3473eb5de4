/**
 * What stands at an id in a where of our own making: the value to equal. An object of a client is one too, and no condition,
 * though it may read like one (`{ "gt": 0 }`).
 */
export function idClause(id: unknown): unknown {
  return typeof id === 'object' && id !== null && !(id instanceof Date) ? { eq: id } : id;
}

/** The same for several keys, by the names of their properties. */
export function keyClauses(keys: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, idClause(key)]));
}

/** An id as texts show it, and as ids are told apart. Whatever a client gives for one, there is a text of it. */
export function idText(id: unknown): string {
  return typeof id === 'object' && id !== null && !hasText(id) ? JSON.stringify(id) : String(id);
}

// Ids of other databases and dates have texts of their own; plain objects may hold anything under that name.
function hasText(id: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(id);
  return prototype !== Object.prototype && prototype !== Array.prototype && prototype !== null;
}
