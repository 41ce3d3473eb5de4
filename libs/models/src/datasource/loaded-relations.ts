import { wrap } from '@mikro-orm/core';

/**
 * Has entities show relations only where they are loaded. MikroORM would show the key of one that is not, beside the key
 * property that has it already.
 */
export function showLoadedRelations(prototype: object, relations: readonly string[]): void {
  Object.defineProperty(prototype, 'toJSON', {
    value: function (this: object, ...parameters: []): unknown {
      const shown = wrap(this).toObject(...parameters) as Record<string, unknown>;
      for (const relation of relations) if (relation in shown && !isLoaded(shown[relation])) delete shown[relation];
      return shown;
    },
    writable: true,
    configurable: true,
  });
}

function isLoaded(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((item) => typeof item === 'object');
  return typeof value === 'object' && value !== null;
}
