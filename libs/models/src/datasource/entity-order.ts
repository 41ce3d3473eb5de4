/** The order of a relation's scope (`"placed DESC"`, or a list of such) as MikroORM takes it. */
export function entityOrder(scope: unknown): readonly Readonly<Record<string, string>>[] | undefined {
  const order = typeof scope === 'object' && scope !== null && 'order' in scope ? scope.order : undefined;
  const texts = (Array.isArray(order) ? (order as unknown[]) : [order]).filter((part) => typeof part === 'string');
  const parts = texts.flatMap((text) => text.split(',')).map((part) => part.trim().split(/\s+/));
  const keys = parts.flatMap(([name = '', way = 'asc']) => (name === '' ? [] : [{ [name]: way.toLowerCase() }]));
  return keys.length === 0 ? undefined : keys;
}
