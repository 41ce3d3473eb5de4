/** The one id that a where asks for; `undefined` where it may find others, too. */
export function idInWhere(where: unknown, idName: string): unknown {
  if (typeof where !== 'object' || where === null) return undefined;
  for (const [key, value] of Object.entries(where) as [string, unknown][]) {
    if (key === idName && typeof value !== 'object') return value;
    if (key !== 'and' || !Array.isArray(value)) continue;
    const found = value.map((clause) => idInWhere(clause, idName)).find((id) => id !== undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}
