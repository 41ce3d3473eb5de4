/** The order of a relation's scope (`"placed DESC"`, or a list of such) as MikroORM takes it. */
export interface EntityOrder {
  /** Nothing where the scope has none that MikroORM can have. */
  readonly orderBy: readonly Readonly<Record<string, 'asc' | 'desc'>>[];
  /** Names in it that are no columns. */
  readonly unknown: readonly string[];
}

export function entityOrder(scope: unknown, isColumn: (property: string) => boolean): EntityOrder {
  const order = typeof scope === 'object' && scope !== null && 'order' in scope ? scope.order : undefined;
  const texts = (Array.isArray(order) ? (order as unknown[]) : [order]).filter((part) => typeof part === 'string');
  const parts = texts.flatMap((text) => text.split(',')).map((part) => part.trim().split(/\s+/));
  const named = parts.filter(([name = '']) => name !== '');
  return {
    orderBy: named
      .filter(([name = '']) => isColumn(name))
      .map(([name = '', way = 'asc']) => ({ [name]: way.toLowerCase() === 'desc' ? 'desc' : 'asc' })),
    unknown: named.map(([name = '']) => name).filter((name) => !isColumn(name)),
  };
}
